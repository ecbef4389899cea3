#pragma once
#include <string>
#include <string_view>

#include "mvp/core/instant.hpp"
#include "mvp/core/result.hpp"

namespace mvp::mail {

/// One mail to one person, plain text.
struct Message {
  std::string id;    ///< left and right side of Message-ID: "9f1c…@example.org"; the same id is the same mail
  std::string from;  ///< "Name <box@example.org>" or "box@example.org"
  std::string to;    ///< "box@example.org"
  std::string subject;
  std::string text;  ///< UTF-8, lines end in '\n'
  Instant date;
};

/// The address in "Name <box@example.org>" or "box@example.org".
/// @return invalid unless it is an ASCII address without blanks, quotes and control characters.
Result<std::string> address_of(std::string_view mailbox);

/// The mail as it goes over the wire (RFC 5322 and 2045, CRLF, quoted-printable; words of RFC 2047 where the subject or
/// a name needs them). @return invalid for an address that is none and for a header with a control character: a line
/// break there would be a header of somebody else's making.
Result<std::string> to_rfc5322(const Message& message);

}  // namespace mvp::mail
