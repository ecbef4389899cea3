#pragma once
#include <openssl/evp.h>

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace mvp::catalog::vpic_import {

/// The rows of a table in a few bytes, whatever their order: how many, and the sums of two halves of their SHA-256.
/// Sums, not exclusive or: a row that is there twice counts twice. Against accidents, not against forgers.
class Checksum {
 public:
  Checksum();
  /// A row as COPY's text format has it, without the newline.
  void add(std::string_view row);
  std::int64_t rows() const { return rows_; }
  std::string hex() const;  ///< 32 digits

 private:
  std::unique_ptr<EVP_MD_CTX, decltype([](EVP_MD_CTX* context) { EVP_MD_CTX_free(context); })> digest_;
  std::int64_t rows_ = 0;
  std::uint64_t low_ = 0, high_ = 0;
};

/// What a Checksum came to.
struct Sum {
  std::int64_t rows = 0;
  std::string checksum;

  friend bool operator==(const Sum&, const Sum&) = default;
};
/// By table of schema vpic.
using Sums = std::map<std::string, Sum>;

}  // namespace mvp::catalog::vpic_import
