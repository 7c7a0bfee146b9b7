// The mail channel: SMTP by libcurl (RFC 5321), TLS by STARTTLS or from the start, certificates and
// names verified. libcurl waits, so it does in threads of the channel's own.
//
// The text stands once for people as they like it (plain, HTML) and once for their calendar (iMIP,
// RFC 6047), within one multipart/alternative; the calendar is attached as a file too, for programs
// that only know those. Message-ID is made from the letter's id: a mail that is sent again because
// the answer to its DATA was lost is known as the same.
#include <curl/curl.h>

#include <algorithm>
#include <memory>
#include <mutex>

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "base/markup.h"
#include "base/secrets.h"
#include "dispatch/channels/channels.h"

namespace muster::dispatch {

namespace asio = boost::asio;

namespace {

constexpr long kIdleSeconds = 20;  // that a connection is used again after

struct CurlDeleter {
  void operator()(CURL* curl) const { curl_easy_cleanup(curl); }
  void operator()(curl_mime* mime) const { curl_mime_free(mime); }
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Handle = std::unique_ptr<CURL, CurlDeleter>;
using Mime = std::unique_ptr<curl_mime, CurlDeleter>;
using List = std::unique_ptr<curl_slist, CurlDeleter>;

// "a@b.example" in ASCII, without anything that could end a header or a command.
bool is_mail_address(std::string_view text) {
  const auto at = text.rfind('@');
  const bool plain = std::all_of(text.begin(), text.end(), [](char c) {
    return c > ' ' && c < 0x7f && std::string_view("<>()[]\\,;:\"").find(c) == std::string::npos;
  });
  return plain && at != std::string_view::npos && at > 0 && at + 1 < text.size() &&
         text.find('@') == at && text.size() <= 254;
}

// A header's text as encoded words (RFC 2047), folded; whole characters in each.
std::string encoded_words(std::string_view text) {
  constexpr std::size_t kBytes = 45;  // 60 characters of base64
  std::string out;
  while (!text.empty()) {
    std::size_t cut = std::min(kBytes, text.size());
    while (cut < text.size() && cut > kBytes - 4 &&
           (static_cast<unsigned char>(text[cut]) & 0xc0) == 0x80) {
      --cut;
    }
    if (!out.empty()) out += "\r\n ";
    out += "=?UTF-8?B?" + base64(text.substr(0, cut)) + "?=";
    text.remove_prefix(cut);
  }
  return out;
}

// The letter's id as the left side of a Message-ID: one to one.
std::string as_message_id(const std::string& id) {
  std::string out;
  for (char c : id) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '-' || c == '/';
    out += plain ? std::string(1, c) : fmt::format("={:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

// Lines as paragraphs, links that can be touched.
std::string as_html(const Letter& letter) {
  std::string out =
      "<!doctype html><meta charset=\"utf-8\"><h3>" + html_escaped(letter.title) + "</h3>\n";
  std::string_view rest = letter.text;
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
    const std::size_t link = std::min(line.find("https://"), line.find("http://"));
    out += "<p>" + html_escaped(line.substr(0, link));
    if (link != std::string_view::npos) {
      const std::size_t end = std::min(line.find(' ', link), line.size());
      const std::string address = html_escaped(line.substr(link, end - link));
      out += fmt::format("<a href=\"{0}\">{0}</a>", address) + html_escaped(line.substr(end));
    }
    out += "</p>\n";
  }
  return out;
}

// An invitation says who invites whom (RFC 5546): behind the first line of its event. Answers come
// by our link, so none is asked for by mail.
std::string addressed(const Letter& letter, const std::string& from) {
  constexpr std::string_view kBegin = "BEGIN:VEVENT\r\n";
  std::string out = letter.calendar;
  const auto at = out.find(kBegin);
  if (at == std::string::npos) return out;
  std::string who;
  append_ical_line("ORGANIZER", "mailto:" + from, who);
  const std::string state = letter.kind == "reminder" ? "ACCEPTED" : "NEEDS-ACTION";
  append_ical_line("ATTENDEE;RSVP=FALSE;PARTSTAT=" + state, "mailto:" + letter.to, who);
  return out.insert(at + kBegin.size(), who);
}

void add_part(curl_mime* to, const std::string& type, const std::string& text,
              const char* file = nullptr) {
  curl_mimepart* part = curl_mime_addpart(to);
  curl_mime_type(part, type.c_str());
  curl_mime_encoder(part, "base64");
  curl_mime_data(part, text.data(), text.size());
  if (file != nullptr) curl_mime_filename(part, file);
}

Mime make_body(CURL* curl, const Letter& letter, const std::string& from) {
  Mime whole(curl_mime_init(curl));
  curl_mime* texts = curl_mime_init(curl);
  add_part(texts, "text/plain; charset=utf-8", letter.text);
  add_part(texts, "text/html; charset=utf-8", as_html(letter));
  const std::string calendar = addressed(letter, from);
  const bool cancels = calendar.find("\r\nMETHOD:CANCEL\r\n") != std::string::npos;
  const std::string type =
      fmt::format("text/calendar; charset=utf-8; method={}", cancels ? "CANCEL" : "REQUEST");
  if (!calendar.empty()) add_part(texts, type, calendar);
  curl_mimepart* alternative = curl_mime_addpart(whole.get());
  curl_mime_subparts(alternative, texts);  // owned by `whole` from here
  curl_mime_type(alternative, "multipart/alternative");
  if (!calendar.empty()) add_part(whole.get(), "application/ics", calendar, "invite.ics");
  return whole;
}

List make_headers(const Letter& letter, const std::string& from) {
  List out;
  const auto add = [&out](const std::string& line) {
    out.reset(curl_slist_append(out.release(), line.c_str()));
  };
  const auto seconds = static_cast<std::time_t>(letter.at.ms / 1000);
  add(fmt::format("Date: {:%a, %d %b %Y %H:%M:%S} +0000", fmt::gmtime(seconds)));
  add("From: <" + from + '>');
  add("To: <" + letter.to + '>');
  add(fmt::format("Message-ID: <{}{}>", as_message_id(letter.id), from.substr(from.find('@'))));
  add("Subject: " + encoded_words(letter.title));
  add("Auto-Submitted: auto-generated");
  return out;
}

std::size_t discard(char*, std::size_t size, std::size_t count, void*) { return size * count; }

// 4yz is for now, 5yz for good (RFC 5321, 4.2.1), but for a login that is refused: that is the
// channel's, not the message's, and can be put right.
Delivery told(CURLcode done, long code) {
  Delivery out;
  out.answered = code != 0 && code != 421 && done != CURLE_OPERATION_TIMEDOUT;
  if (done == CURLE_OK) {
    out.result = Delivery::Result::delivered;
  } else if (code >= 500 && done != CURLE_LOGIN_DENIED && done != CURLE_USE_SSL_FAILED &&
             done != CURLE_OPERATION_TIMEDOUT) {
    out.result = Delivery::Result::never;
  }
  const bool refused = code >= 400 && out.answered;
  out.in_doubt = !refused && (done == CURLE_OPERATION_TIMEDOUT || done == CURLE_SEND_ERROR ||
                              done == CURLE_RECV_ERROR || done == CURLE_GOT_NOTHING);
  out.outcome = done == CURLE_OK ? "accepted"
                : refused        ? fmt::format("SMTP {}", code)
                                 : curl_easy_strerror(done);
  return out;
}

struct MailSetting {
  std::string server, from, user, password, certificates;
  bool unencrypted = false;  // allowed where the server has no STARTTLS
  std::chrono::milliseconds step, total;
};

class MailChannel final : public Channel {
 public:
  MailChannel(MailSetting setting, std::size_t threads)
      : setting_(std::move(setting)), threads_(threads) {}
  ~MailChannel() override { threads_.join(); }
  MailChannel(const MailChannel&) = delete;
  MailChannel& operator=(const MailChannel&) = delete;

  bool takes_calendar() const override { return true; }
  asio::awaitable<Delivery> deliver(const Letter& letter) override {
    if (!is_mail_address(letter.to)) {
      co_return Delivery{Delivery::Result::never, false, "not a mail address", {}};
    }
    co_return co_await asio::co_spawn(threads_, in_thread(letter), asio::use_awaitable);
  }

 private:
  asio::awaitable<Delivery> in_thread(const Letter& letter) {
    Handle curl = take();
    if (!curl) co_return Delivery{Delivery::Result::again, false, "out of memory", {}};
    const Delivery out = send(curl.get(), letter);
    keep(std::move(curl));
    co_return out;
  }

  Delivery send(CURL* curl, const Letter& letter) const {
    curl_easy_reset(curl);
    const Mime body = make_body(curl, letter, setting_.from);
    const List headers = make_headers(letter, setting_.from);
    const List to(curl_slist_append(nullptr, ('<' + letter.to + '>').c_str()));
    connect_as_set(curl);
    curl_easy_setopt(curl, CURLOPT_MAIL_FROM, ('<' + setting_.from + '>').c_str());
    curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, to.get());
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers.get());
    curl_easy_setopt(curl, CURLOPT_MIMEPOST, body.get());
    const CURLcode done = curl_easy_perform(curl);
    long code = 0;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &code);
    curl_easy_setopt(curl, CURLOPT_MIMEPOST, nullptr);
    return told(done, code);
  }

  void connect_as_set(CURL* curl) const {
    curl_easy_setopt(curl, CURLOPT_URL, setting_.server.c_str());
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    const long tls = setting_.unencrypted ? CURLUSESSL_TRY : CURLUSESSL_ALL;
    curl_easy_setopt(curl, CURLOPT_USE_SSL, tls);
    curl_easy_setopt(curl, CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2);
    if (!setting_.certificates.empty()) {
      curl_easy_setopt(curl, CURLOPT_CAINFO, setting_.certificates.c_str());
    }
    if (!setting_.user.empty()) {
      curl_easy_setopt(curl, CURLOPT_USERNAME, setting_.user.c_str());
      curl_easy_setopt(curl, CURLOPT_PASSWORD, setting_.password.c_str());
    }
    curl_easy_setopt(curl, CURLOPT_PROXY, "");
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, discard);
    curl_easy_setopt(curl, CURLOPT_MAXAGE_CONN, kIdleSeconds);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(setting_.step.count()));
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(setting_.total.count()));
  }

  // A handle keeps its connection to the server for the next mail.
  Handle take() {
    const std::lock_guard lock(mutex_);
    if (idle_.empty()) return Handle(curl_easy_init());
    Handle out = std::move(idle_.back());
    idle_.pop_back();
    return out;
  }
  void keep(Handle handle) {
    const std::lock_guard lock(mutex_);
    idle_.push_back(std::move(handle));
  }

  MailSetting setting_;
  std::mutex mutex_;
  std::vector<Handle> idle_;
  asio::thread_pool threads_;
};

Failure not_usable(const load::ChannelPolicy& policy, std::string_view english,
                   std::string_view chinese) {
  return {Failure::Kind::network, fmt::format("the channel {}: {}", policy.id, english),
          fmt::format("通道 {}：{}", policy.id, chinese)};
}

}  // namespace

Result<std::unique_ptr<Channel>> mail_channel(const load::ChannelPolicy& policy,
                                              const ChannelSetting& setting) {
  static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (ready != CURLE_OK) return not_usable(policy, "libcurl failed", "libcurl 初始化失败");
  const std::string& server = policy.server;
  const bool known = server.starts_with("smtp://") || server.starts_with("smtps://");
  if (!known || server.find('@') != std::string::npos) {
    return not_usable(policy, "server must be smtp://host:port or smtps://host:port",
                      "server 应写作 `smtp://host:port` 或 `smtps://host:port`");
  }
  if (!is_mail_address(policy.from)) {
    return not_usable(policy, "from is not a mail address", "from 不是邮件地址");
  }
  MailSetting out{server,       policy.from,  policy.user, "", "", policy.private_addresses,
                  setting.step, setting.total};
  if (policy.password.given()) {
    auto password = read_secret(policy.password, setting.folder);
    if (!password) return password.failure();
    out.password = std::move(password).value();
  }
  if (!policy.certificates.empty()) {
    out.certificates = (setting.folder / policy.certificates).string();
  }
  return std::unique_ptr<Channel>(
      std::make_unique<MailChannel>(std::move(out), static_cast<std::size_t>(policy.at_once)));
}

}  // namespace muster::dispatch
