#pragma once
#include <boost/asio/awaitable.hpp>

namespace mvp {

/// A coroutine of this code base. Must be awaited at once; parameters by value, or references that outlive the request.
template <class T = void>
using Task = boost::asio::awaitable<T>;

}  // namespace mvp
