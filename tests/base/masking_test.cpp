#include "base/masking.h"

#include <catch2/catch.hpp>

using namespace muster;

TEST_CASE("addresses are shown so that they can't be used") {
  CHECK(masked_address("13812345678") == "138****5678");
  CHECK(masked_address("secretary@example.com") == "s***@example.com");
  CHECK(masked_address("@example.com") == "***@example.com");
  CHECK(masked_address("https://oapi.dingtalk.com/robot/send?access_token=s3cret") ==
        "https://oapi.dingtalk.com/…");
  CHECK(masked_address("https://example.com?key=s3cret") == "https://example.com/…");
  CHECK(masked_address("https://user:s3cret@example.com/hook@home?token=s3cret") ==
        "https://example.com/…");
  CHECK(masked_address("https://example.com") == "https://example.com");
  CHECK(masked_address("4321") == "****");
  CHECK(masked_address("").empty());
}

TEST_CASE("numbers and tokens in a text become asterisks, and nothing moves") {
  CHECK(masked_text("call 13812345678, or 13912345678.") == "call 138****5678, or 139****5678.");
  CHECK(masked_text("+8613812345678") == "+86138****5678");
  CHECK(masked_text("电话13812345678号") == "电话138****5678号");
  for (const char* other : {"20170904163", "138123456789", "1381234567", "", "2017-09-04T16:30",
                            "sha256:13812345678901234567"}) {
    CHECK(masked_text(other) == other);
  }
  CHECK(masked_text(R"(to: "https://x.cn/hook/abc?key=s3cret"})") ==
        R"(to: "https://x.cn/*******************"})");
  CHECK(masked_text("http://u:s3cret@x.cn/a and http://y.cn/bc") ==
        "http://********@x.cn/* and http://y.cn/**");
  CHECK(masked_text("https://x.cn/密钥 https://x.cn") == "https://x.cn/** https://x.cn");
  CHECK(masked_text("https://x.cn?s3cret") == "https://x.cn?******");
  CHECK(masked_text("://") == "://");
  CHECK(masked_text("+442079460958 is busy") == "+4420****0958 is busy");
  CHECK(masked_text("550 no somebody@example.com") == "550 no s*******@example.com");
  CHECK(masked_text("patrol@2017-09-04") == "patrol@2017-09-04");  // a session's id
  CHECK(masked_text("invalid Sign=AbC%2B1 now") == "invalid Sign=******* now");
  CHECK(masked_text("Authorization: Bearer abc.def") == "Authorization: Bearer *******");
  CHECK(masked_text("whsec_MfKQ9r8G") == "whsec_********");
}
