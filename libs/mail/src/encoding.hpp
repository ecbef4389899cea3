#pragma once
#include <string>
#include <string_view>

namespace mvp::mail {

/// RFC 2045 section 6.7, lines of at most 76 characters that end in CRLF.
std::string to_quoted_printable(std::string_view text);

/// RFC 4648 section 4, padded.
std::string to_base64(std::string_view bytes);

/// `text` as it may stand in a header: itself where it is short ASCII, else words of RFC 2047, one a line, none of
/// which splits a character.
std::string to_header_text(std::string_view text);

}  // namespace mvp::mail
