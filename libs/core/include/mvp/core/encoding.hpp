#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace mvp {

/// `bytes` bytes from the kernel's generator. @throws std::system_error when there is none.
std::string random_bytes(std::size_t bytes);

std::string to_hex(std::string_view bytes);
/// nullopt unless `text` is an even number of hexadecimal digits.
std::optional<std::string> from_hex(std::string_view text);

/// RFC 4648 section 5, no padding.
std::string to_base64url(std::string_view bytes);
/// nullopt for padding, a foreign character or a stray bit.
std::optional<std::string> from_base64url(std::string_view text);

/// Percent-encodes everything but RFC 3986 unreserved characters.
std::string percent_encode(std::string_view text);
/// nullopt for a truncated or non-hexadecimal escape. `plus_is_space` for query strings and forms.
std::optional<std::string> percent_decode(std::string_view text, bool plus_is_space = false);

/// Compares without leaking where two secrets differ.
bool equal_constant_time(std::string_view a, std::string_view b);

}  // namespace mvp
