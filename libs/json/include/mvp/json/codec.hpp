#pragma once
/// JSON <-> described structs. Names the offending field, accepts a missing optional, rejects an unknown key by name.
/// Described structs, enums, vectors, optionals, maps, numbers, strings and text values (Id, Instant, Date: anything
/// with a static `parse(string_view) -> Result<T>` and `to_string()`) nest freely.
#include <boost/describe.hpp>
#include <boost/json.hpp>
#include <boost/mp11.hpp>
#include <concepts>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "mvp/core/result.hpp"

namespace mvp::json {

using Value = boost::json::value;
using Object = boost::json::object;
using Array = boost::json::array;

namespace detail {

template <class T>
struct IsOptional : std::false_type {};
template <class T>
struct IsOptional<std::optional<T>> : std::true_type {};
template <class T>
struct IsVector : std::false_type {};
template <class T>
struct IsVector<std::vector<T>> : std::true_type {};
template <class T>
struct IsMap : std::false_type {};
template <class T>
struct IsMap<std::map<std::string, T>> : std::true_type {};

template <class T>
concept TextValue = requires(const T& value, std::string_view text) {
  { T::parse(text) } -> std::same_as<Result<T>>;
  { value.to_string() } -> std::convertible_to<std::string>;
};

template <class T>
concept Described = boost::describe::has_describe_members<T>::value;
template <class T>
concept DescribedEnum = boost::describe::has_describe_enumerators<T>::value;

inline Failure refuse(std::string_view what, const std::string& path) {
  return fail(Errc::invalid, std::string(what), path);
}

template <class T, class Visit>
void for_each_member(Visit&& visit) {
  boost::mp11::mp_for_each<boost::describe::describe_members<T, boost::describe::mod_public>>(visit);
}

}  // namespace detail

/// Reads `v` as a T; `path` is the JSON pointer of `v`. @return invalid with the pointer of what is wrong.
template <class T>
Result<T> from_value(const Value& v, const std::string& path = {});

namespace detail {

template <class T>
Result<T> number_from(const Value& v, const std::string& path) {
  boost::system::error_code ec;
  if (!v.is_number()) return refuse("must be a number", path);
  const auto n = v.to_number<T>(ec);
  if (ec) return refuse(std::is_integral_v<T> ? "must be a whole number in range" : "number out of range", path);
  return n;
}

template <class T>
Result<T> vector_from(const Value& v, const std::string& path) {
  if (!v.is_array()) return refuse("must be an array", path);
  T out;
  for (std::size_t i = 0; i < v.get_array().size(); ++i) {
    auto item = from_value<typename T::value_type>(v.get_array()[i], path + '/' + std::to_string(i));
    if (!item) return Failure(std::move(item.error()));
    out.push_back(std::move(*item));
  }
  return out;
}

template <class T>
Result<T> map_from(const Value& v, const std::string& path) {
  if (!v.is_object()) return refuse("must be an object", path);
  T out;
  for (const auto& entry : v.get_object()) {
    auto item = from_value<typename T::mapped_type>(entry.value(), path + '/' + std::string(entry.key()));
    if (!item) return Failure(std::move(item.error()));
    out.emplace(std::string(entry.key()), std::move(*item));
  }
  return out;
}

template <class T>
Result<T> enum_from(const Value& v, const std::string& path) {
  T out{};
  if (v.is_string() && boost::describe::enum_from_string(v.get_string().c_str(), out)) return out;
  std::string allowed;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<T>>(
      [&](auto e) { allowed += (allowed.empty() ? "" : ", ") + std::string(e.name); });
  return refuse("must be one of: " + allowed, path);
}

template <class T>
Result<T> struct_from(const Value& v, const std::string& path) {
  if (!v.is_object()) return refuse("must be an object", path);
  const auto& object = v.get_object();
  T out{};
  std::optional<Error> error;
  std::size_t used = 0;
  for_each_member<T>([&](auto member) {
    if (error) return;
    using M = std::remove_reference_t<decltype(out.*member.pointer)>;
    const auto* found = object.if_contains(member.name);
    if (!found) {
      if constexpr (!IsOptional<M>::value) error = Error{Errc::invalid, "is required", path + '/' + member.name};
      return;
    }
    ++used;
    auto field = from_value<M>(*found, path + '/' + member.name);
    if (field) out.*member.pointer = std::move(*field);
    else error = std::move(field.error());
  });
  if (error) return Failure(std::move(*error));
  if (used == object.size()) return out;
  for (const auto& entry : object) {
    bool is_known = false;
    for_each_member<T>([&](auto member) { is_known = is_known || entry.key() == member.name; });
    if (!is_known) return refuse("is not a known field", path + '/' + std::string(entry.key()));
  }
  return out;
}

}  // namespace detail

template <class T>
Result<T> from_value(const Value& v, const std::string& path) {
  if constexpr (std::is_same_v<T, Value>) {
    return v;
  } else if constexpr (std::is_same_v<T, Object>) {
    if (!v.is_object()) return detail::refuse("must be an object", path);
    return v.get_object();
  } else if constexpr (detail::IsOptional<T>::value) {
    if (v.is_null()) return T{};
    auto inner = from_value<typename T::value_type>(v, path);
    if (!inner) return Failure(std::move(inner.error()));
    return T{std::move(*inner)};
  } else if constexpr (std::is_same_v<T, bool>) {
    if (!v.is_bool()) return detail::refuse("must be true or false", path);
    return v.get_bool();
  } else if constexpr (std::is_arithmetic_v<T>) {
    return detail::number_from<T>(v, path);
  } else if constexpr (std::is_same_v<T, std::string>) {
    if (!v.is_string()) return detail::refuse("must be a string", path);
    return std::string(v.get_string());
  } else if constexpr (detail::TextValue<T>) {
    if (!v.is_string()) return detail::refuse("must be a string", path);
    auto parsed = T::parse(v.get_string());
    if (!parsed) parsed.error().field = path;
    return parsed;
  } else if constexpr (detail::IsVector<T>::value) {
    return detail::vector_from<T>(v, path);
  } else if constexpr (detail::IsMap<T>::value) {
    return detail::map_from<T>(v, path);
  } else if constexpr (detail::DescribedEnum<T>) {
    return detail::enum_from<T>(v, path);
  } else {
    static_assert(detail::Described<T>, "BOOST_DESCRIBE_STRUCT missing");
    return detail::struct_from<T>(v, path);
  }
}

template <class T>
Value to_value(const T& x) {
  if constexpr (std::is_same_v<T, Value> || std::is_same_v<T, Object> || std::is_same_v<T, Array>) {
    return x;
  } else if constexpr (detail::IsOptional<T>::value) {
    return x ? to_value(*x) : Value(nullptr);
  } else if constexpr (std::is_arithmetic_v<T> || std::is_same_v<T, std::string>) {
    return Value(x);
  } else if constexpr (detail::TextValue<T>) {
    return Value(std::string(x.to_string()));
  } else if constexpr (detail::IsVector<T>::value) {
    Array out;
    for (const auto& item : x) out.push_back(to_value(item));
    return out;
  } else if constexpr (detail::IsMap<T>::value) {
    Object out;
    for (const auto& [key, item] : x) out.emplace(key, to_value(item));
    return out;
  } else if constexpr (detail::DescribedEnum<T>) {
    return Value(boost::describe::enum_to_string(x, "?"));
  } else {
    static_assert(detail::Described<T>, "BOOST_DESCRIBE_STRUCT missing");
    Object out;
    detail::for_each_member<T>([&](auto member) { out.emplace(member.name, to_value(x.*member.pointer)); });
    return out;
  }
}

/// Parses JSON text of at most 32 levels. @return malformed unless it is exactly one UTF-8 JSON value.
Result<Value> parse(std::string_view text);

/// Text of one JSON value, as a T. @return malformed if it is no JSON, invalid (with the field) if it is not a T.
template <class T>
Result<T> decode(std::string_view text) {
  const auto v = parse(text);
  if (!v) return Failure(v.error());
  return from_value<T>(*v);
}

std::string serialize(const Value& v);

template <class T>
std::string encode(const T& x) {
  return json::serialize(to_value(x));
}

}  // namespace mvp::json
