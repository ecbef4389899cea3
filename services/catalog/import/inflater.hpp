#pragma once
#include <zlib.h>

#include <functional>
#include <string>
#include <string_view>

namespace mvp::catalog::vpic_import {

/// Gunzips a stream as it comes.
class Inflater {
 public:
  /// `sink` gets what is unpacked.
  explicit Inflater(std::function<void(std::string_view)> sink);
  ~Inflater();
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  void add(std::string_view bytes);  ///< @throws SourceError for what is no gzip stream
  void finish() const;               ///< @throws SourceError unless the stream was whole

 private:
  std::function<void(std::string_view)> sink_;
  std::string buffer_;
  z_stream stream_{};
  bool is_whole_ = false;
};

}  // namespace mvp::catalog::vpic_import
