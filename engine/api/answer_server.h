// Answers over HTTP: the page behind a message's link, the same as JSON, health and metrics.
//
//   GET  /a/TOKEN   the assignment and what can be said to it (HTML; JSON where that is asked for).
//                   Never says anything: mail scanners follow links.
//   POST /a/TOKEN   as a form or as JSON, one of
//                     answer=accept | answer=decline&why=…
//                     attend=arrive | leave | absent, with head=… for one of the team
//                     rating=1 … 5, once it is done
//   POST /answers   the same by a program, for any team: JSON with session, team and one of those,
//                   signed as Standard Webhooks say by one of the robots' keys; 404 without any
//   GET  /healthz   200 while the store works
//   GET  /metrics   Prometheus text format
//
// A link works until 30 days after the end of what it is about. How requests are bounded:
// http_server.h.
#pragma once

#include <string>
#include <vector>

#include <boost/asio/io_context.hpp>

#include "api/http_server.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/result.h"
#include "dispatch/dispatcher.h"
#include "dispatch/writer.h"
#include "load/workspace.h"

namespace muster::api {

struct AnswerKeys {
  std::string links;                // signs the tokens
  std::vector<std::string> robots;  // sign what programs say
};

class AnswerServer {
 public:
  // All of them must outlive the server; it lives on the io_context's thread.
  AnswerServer(boost::asio::io_context& io, dispatch::Writer& writer,
               const load::Workspace& workspace, AnswerKeys keys, const WallClock& clock,
               dispatch::Dispatcher& dispatcher, Log log, HttpLimits limits = {});

  // At the policy's address, port 0 for any; fails where it can't be had.
  Result<Done> listen();
  std::string address() const;  // "127.0.0.1:8471"
  // No further connections; those that are open end with their request.
  void close();

 private:
  class Impl;
  std::string listen_;
  HttpServer server_;
};

}  // namespace muster::api
