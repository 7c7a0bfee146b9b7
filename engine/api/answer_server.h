// Answers over HTTP: the page behind a message's link, the same as JSON, health and metrics.
//
//   GET  /a/TOKEN   the assignment and two buttons (HTML; JSON where that is asked for). Never
//                   answers: mail scanners follow links.
//   POST /a/TOKEN   answer=accept | answer=decline&why=…, as a form or as JSON
//   GET  /healthz   200 while the store works
//   GET  /metrics   Prometheus text format
//
// Beast 1.81 lets through what RFC 9112 forbids; requests with any Transfer-Encoding, without
// exactly one Host, or longer than 16 KiB in all are refused here, each connection is bounded in
// time and in number.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include <boost/asio/io_context.hpp>

#include "base/clock.h"
#include "base/result.h"
#include "dispatch/dispatcher.h"
#include "dispatch/writer.h"
#include "load/workspace.h"

namespace muster::api {

class AnswerServer {
 public:
  // All of them must outlive the server; it lives on the io_context's thread.
  AnswerServer(boost::asio::io_context& io, dispatch::Writer& writer,
               const load::Workspace& workspace, std::string key, const WallClock& clock,
               dispatch::Dispatcher& dispatcher);
  ~AnswerServer();
  AnswerServer(const AnswerServer&) = delete;
  AnswerServer& operator=(const AnswerServer&) = delete;

  // At the policy's address, port 0 for any; fails where it can't be had.
  Result<Done> listen();
  std::string address() const;  // "127.0.0.1:8471"
  // No further connections; those that are open end with their request.
  void close();

 private:
  class Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace muster::api
