#pragma once
#include <optional>
#include <string>

#include "drivers/local/layout.hpp"
#include "drivers/local/settings.hpp"
#include "supervisor/spec.hpp"

namespace mvp::node::local {

/// Whose a stack is, for the kernel. An agent that runs as root gives every stack a user of its own: a number that no
/// person and no other stack has. Without root all stacks are the agent's own user's, and nothing here does anything.

/// The user and group of a name in /etc/passwd. @throws std::runtime_error when there is none.
supervisor::Owner user_named(const std::string& name);

/// As root: the user that MVP_SERVICE_USER names, as whom the platform's services run; nullopt without root.
/// @throws config::Invalid when it is empty or root, std::runtime_error when there is no such user.
std::optional<supervisor::Owner> service_user_named(const std::string& name);

/// A user that was never given to any stack; nullopt without root. Remembered on disk before it returns.
std::optional<supervisor::Owner> new_user(const Settings& settings);

/// Who the stack's database cluster belongs to, hence all of it; nullopt without root, or before it has one.
/// @throws std::runtime_error when it is root's own.
std::optional<supervisor::Owner> user_of(const Layout& layout);

/// Gives the stack's user what is its own, and nobody else anything: the directories in which the agent writes stay the
/// agent's, so that no tenant can put something else in their place; the edge's group may reach the listening socket.
void hand_over(const Settings& settings, const Layout& layout);

}  // namespace mvp::node::local
