// Boost.Asio once, instead of in every translation unit.
#include <boost/asio/impl/src.hpp>
