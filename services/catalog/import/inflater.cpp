#include "import/inflater.hpp"

#include <stdexcept>

#include "import/source.hpp"

namespace mvp::catalog::vpic_import {

Inflater::Inflater(std::function<void(std::string_view)> sink) : sink_(std::move(sink)), buffer_(256 * 1024, '\0') {
  constexpr int gzip_only = 16 + MAX_WBITS;
  if (inflateInit2(&stream_, gzip_only) != Z_OK) throw std::runtime_error("zlib has no memory");
}

Inflater::~Inflater() { inflateEnd(&stream_); }

void Inflater::add(std::string_view bytes) {
  stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream_.avail_in = static_cast<uInt>(bytes.size());
  while (stream_.avail_in > 0 && !is_whole_) {
    stream_.next_out = reinterpret_cast<Bytef*>(buffer_.data());
    stream_.avail_out = static_cast<uInt>(buffer_.size());
    const int status = inflate(&stream_, Z_NO_FLUSH);
    if (status != Z_OK && status != Z_STREAM_END) throw SourceError("the vPIC archive is no whole gzip stream");
    sink_(std::string_view(buffer_).substr(0, buffer_.size() - stream_.avail_out));
    is_whole_ = status == Z_STREAM_END;
  }
}

void Inflater::finish() const {
  if (!is_whole_) throw SourceError("the vPIC archive ends too early");
}

}  // namespace mvp::catalog::vpic_import
