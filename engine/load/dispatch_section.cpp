// The dispatch section: deadlines, quiet hours, channels.
#include <bitset>

#include <fmt/format.h>

#include "load/binding.h"
#include "load/listen_address.h"
#include "load/messages.h"

namespace muster::load {

namespace {

constexpr std::int32_t kDay = 24 * 60;

constexpr Bilingual kDispatch{"dispatch", "派单设置"};
constexpr Bilingual kAnswers{"answers", "接单时限"};
constexpr Bilingual kTimes{"answer times", "接单时限"};
constexpr Bilingual kQuiet{"quiet hours", "免打扰时段"};
constexpr Bilingual kChannel{"channel", "通道"};
constexpr Bilingual kSecret{"secret", "密钥"};
constexpr Bilingual kApi{"answer service", "接单服务"};

const std::vector<std::string_view> kKinds{"file",  "exec",   "webhook", "dingtalk",
                                           "wecom", "feishu", "mail"};

void bind_answer_times(const Node& node, AnswerTimes& times, Binding& binding) {
  const Fields fields(node, kTimes, {"nudge", "within", "breaks-quiet"}, binding.findings);
  if (const auto nudge = fields.duration("nudge")) times.nudge = *nudge;
  if (const auto within = fields.duration("within")) times.within = *within;
  if (fields.find("breaks-quiet") != nullptr) times.breaks_quiet = fields.flag("breaks-quiet");
  if (times.within <= times.nudge) {
    binding.findings.add(messages::kNudgeTooLate, node.place,
                         {to_text(times.nudge), to_text(times.within)});
  }
}

void bind_answers(const Node& node, DispatchPolicy& policy, Binding& binding) {
  const Fields fields(node, kAnswers, {"must", "high", "normal", "low"}, binding.findings);
  for (std::size_t i = 0; i < policy.answers.size(); ++i) {
    const auto priority = model::word(static_cast<model::Priority>(i));
    if (const Node* times = fields.find(priority)) {
      bind_answer_times(*times, policy.answers[i], binding);
    }
  }
}

void bind_quiet_hours(const Node& node, DispatchPolicy& policy, Binding& binding) {
  const Fields fields(node, kQuiet, {"from", "to", "teams"}, binding.findings);
  QuietHours hours;
  for (const auto& [key, minute] :
       {std::pair<std::string_view, std::int32_t*>{"from", &hours.from}, {"to", &hours.until}}) {
    const Word word = fields.require_word(key);
    if (!word.exists()) continue;
    const auto clock = parse_clock(word.text);
    if (clock && *clock <= kDay) {
      *minute = *clock % kDay;
    } else {
      binding.findings.add(messages::kQuietClock, word.place, {std::string(word.text)});
    }
  }
  std::optional<model::Selector> whose;
  if (const Node* teams = fields.find("teams")) {
    whose = bind_selector(read_selector(*teams, Target::team, binding.findings, binding.arena),
                          Target::team, binding);
  }
  policy.quiet.push_back(std::move(hours));
  binding.quiet_of.push_back({std::move(whose), node.place});
}

void bind_quiet(const Node& node, DispatchPolicy& policy, Binding& binding) {
  policy.quiet.clear();
  for (const Node& item : node.is_list() ? node.items : Run<Node>{&node, 1}) {
    bind_quiet_hours(item, policy, binding);
  }
}

SecretSource as_secret(const Node& node, Binding& binding) {
  const Fields fields(node, kSecret, {"variable", "file"}, binding.findings);
  SecretSource source{fields.text("variable"), fields.text("file")};
  if (source.given() && (source.variable.empty() || source.file.empty())) return source;
  if (fields.is_map()) binding.findings.add(messages::kOneSecret, node.place);
  return source;
}

std::vector<SecretSource> as_secrets(const Fields& fields, Binding& binding) {
  std::vector<SecretSource> out;
  if (const Node* secret = fields.find("secret")) out.push_back(as_secret(*secret, binding));
  if (const Node* secrets = fields.find("secrets")) {
    for (const Node& secret : secrets->is_list() ? secrets->items : Run<Node>{secrets, 1}) {
      out.push_back(as_secret(secret, binding));
    }
  }
  return out;
}

// What each kind can't do without.
void check_channel(const ChannelPolicy& channel, Place place, Binding& binding) {
  using Kind = ChannelPolicy::Kind;
  const auto require = [&](bool there, std::string_view key) {
    if (there) return;
    binding.findings.add(messages::kChannelLacks, place,
                         {channel.id, std::string(word(channel.kind)), std::string(key)});
  };
  if (channel.kind == Kind::file) require(!channel.path.empty(), "path");
  if (channel.kind == Kind::exec) require(!channel.program.empty(), "program");
  if (channel.kind == Kind::mail) require(!channel.server.empty(), "server");
  if (channel.kind == Kind::mail) require(!channel.from.empty(), "from");
}

struct Pace {
  int per_minute = 0, at_once = 4;
};
// What robots document; one at a time keeps them below Feishu's five a second too.
Pace usual_pace(ChannelPolicy::Kind kind) {
  using Kind = ChannelPolicy::Kind;
  if (kind == Kind::dingtalk || kind == Kind::wecom) return {20, 1};
  if (kind == Kind::exec) return {0, 8};  // programs
  return kind == Kind::feishu ? Pace{100, 1} : Pace{};
}

void bind_channel(const Node& node, DispatchPolicy& policy, Names& names,
                  std::vector<Place>& places, Binding& binding) {
  const Fields fields(
      node, kChannel,
      {"id", "kind", "path", "program", "environment", "secret", "secrets", "server", "from",
       "user", "password", "certificates", "private-addresses", "per-minute", "at-once"},
      binding.findings);
  ChannelPolicy channel;
  const Word id = fields.require_id();
  channel.id = std::string(id.text);
  const Node* kind = fields.require("kind");
  if (kind == nullptr) return;
  const auto choice = as_choice(*kind, kKinds, binding.findings);
  if (!choice || !id.exists() || !names.add(id, binding.findings)) return;
  channel.kind = static_cast<ChannelPolicy::Kind>(*choice);
  channel.path = fields.text("path");
  for (const Word& part : fields.words("program")) channel.program.emplace_back(part.text);
  for (const Word& name : fields.words("environment")) channel.environment.emplace_back(name.text);
  channel.secrets = as_secrets(fields, binding);
  channel.server = fields.text("server");
  channel.from = fields.text("from");
  channel.user = fields.text("user");
  if (const Node* password = fields.find("password")) {
    channel.password = as_secret(*password, binding);
  }
  channel.certificates = fields.text("certificates");
  channel.private_addresses = fields.flag("private-addresses");
  const Pace pace = usual_pace(channel.kind);
  channel.per_minute =
      static_cast<std::int32_t>(fields.count("per-minute", pace.per_minute, 1, 60'000));
  channel.at_once = static_cast<std::int32_t>(fields.count("at-once", pace.at_once, 1, 1'000));
  check_channel(channel, id.place, binding);
  policy.channels.push_back(std::move(channel));
  places.push_back(id.place);
}

void bind_reminders(const Node& node, DispatchPolicy& policy, Binding& binding) {
  policy.reminders.clear();
  for (const Node& item : node.is_list() ? node.items : Run<Node>{&node, 1}) {
    if (const auto before = as_duration(item, binding.findings)) {
      policy.reminders.push_back(*before);
    }
  }
}

void bind_api(const Node& node, DispatchPolicy& policy, Binding& binding) {
  const Fields fields(node, kApi, {"listen", "link", "secret", "secrets"}, binding.findings);
  if (const Word listen = fields.word("listen"); listen.exists()) {
    policy.listen = listen.text;
    if (!parse_listen_address(listen.text)) {
      binding.findings.add(messages::kListen, listen.place, {policy.listen});
    }
  }
  if (const Word link = fields.word("link"); link.exists()) {
    policy.link = link.text;
    if (!link.text.starts_with("http://") && !link.text.starts_with("https://")) {
      binding.findings.add(messages::kLink, link.place, {policy.link});
    }
    while (policy.link.ends_with('/')) policy.link.pop_back();
  }
  policy.robots = as_secrets(fields, binding);
}

// Phones can't open what is called 127.0.0.1.
void warn_of_local_links(const DispatchPolicy& policy, const std::vector<Place>& channels,
                         Binding& binding) {
  using Kind = ChannelPolicy::Kind;
  const auto address = parse_listen_address(policy.listen);
  if (!policy.link.empty() || !address || !address->is_local_name()) return;
  for (std::size_t i = 0; i < policy.channels.size(); ++i) {
    const ChannelPolicy& channel = policy.channels[i];
    if (channel.kind == Kind::file || channel.kind == Kind::exec) continue;
    binding.findings.add(messages::kLocalLink, channels[i], {channel.id, policy.listen});
    return;
  }
}

// Of a team's quiet hours that leave no minute of the day, the last; none: they leave some.
std::optional<std::size_t> fills_the_day(const std::vector<QuietHours>& hours,
                                         const std::string& team) {
  std::bitset<kDay> quiet;
  std::size_t last = 0;
  for (std::size_t i = 0; i < hours.size(); ++i) {
    if (!hours[i].of(team)) continue;
    last = i;
    for (std::int32_t m = hours[i].from; m != hours[i].until; m = (m + 1) % kDay) {
      quiet.set(static_cast<std::size_t>(m));
    }
  }
  return quiet.all() ? std::optional(last) : std::nullopt;
}

}  // namespace

std::string_view word(ChannelPolicy::Kind kind) { return kKinds[static_cast<std::size_t>(kind)]; }

DispatchPolicy bind_dispatch(const std::vector<std::pair<Word, Node>>& sections, Binding& binding) {
  DispatchPolicy policy;
  for (std::size_t i = 1; i < sections.size(); ++i) {
    binding.findings.add(messages::kSecondDispatch, sections[i].first.place)
        .related.push_back({sections[0].first.place, messages::kFirstHere});
  }
  if (sections.empty()) return policy;
  const Fields fields(sections[0].second, kDispatch,
                      {"answers", "quiet", "reminders", "keep", "attempts", "disturb",
                       "coordinator", "channels", "api"},
                      binding.findings);
  if (const Node* answers = fields.find("answers")) bind_answers(*answers, policy, binding);
  if (const Node* quiet = fields.find("quiet")) bind_quiet(*quiet, policy, binding);
  if (const Node* reminders = fields.find("reminders")) {
    bind_reminders(*reminders, policy, binding);
  }
  if (const auto keep = fields.duration("keep")) {
    policy.keep = *keep;
    if (keep->minutes < 24 * 60) {
      binding.findings.add(messages::kKeepTooShort, fields.find("keep")->place);
    }
  }
  policy.attempts = static_cast<std::int32_t>(fields.count("attempts", 10, 1, 100));
  policy.disturb = static_cast<std::int32_t>(fields.count("disturb", 2, 0, 100));
  if (const Node* contact = fields.find("coordinator")) {
    policy.coordinator = as_contact(*contact, binding);
  }
  Names names;
  std::vector<Place> places;  // of the channels
  if (const Node* channels = fields.find("channels")) {
    for (const Node& item : channels->is_list() ? channels->items : Run<Node>{channels, 1}) {
      bind_channel(item, policy, names, places, binding);
    }
  }
  if (const Node* api = fields.find("api")) bind_api(*api, policy, binding);
  warn_of_local_links(policy, places, binding);
  return policy;
}

void choose_quiet_teams(const std::vector<QuietOf>& quiet_of, const model::Problem& problem,
                        DispatchPolicy& policy, Findings& findings) {
  for (std::size_t i = 0; i < quiet_of.size(); ++i) {
    if (!quiet_of[i].teams) continue;
    auto& ids = policy.quiet[i].teams.emplace();
    for (auto team : indices(problem.teams())) {
      if (matches(*quiet_of[i].teams, problem, team)) ids.push_back(problem.teams()[team].id);
    }
    std::sort(ids.begin(), ids.end());
  }
  if (quiet_of.size() < 2) return;  // one alone is shorter than a day
  for (const model::Team& team : problem.teams()) {
    const auto last = fills_the_day(policy.quiet, team.id);
    if (!last) continue;
    findings.add(messages::kAlwaysQuiet, quiet_of[*last].place, {team.name});
    return;
  }
}

}  // namespace muster::load
