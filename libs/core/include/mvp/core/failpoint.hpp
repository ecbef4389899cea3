#pragma once
#include <string>
#include <string_view>

namespace mvp {

/// Where failpoints look from now on; empty, as at the start: nowhere. To be called once, before other threads run.
void set_failpoints_dir(std::string directory);

/// An instant at which a chaos test may have this process die: takes the file of that name out of the directory and, if it
/// was there, ends the process as kill -9 does. So each file kills once, and the process that is started next passes.
void failpoint(std::string_view name);

}  // namespace mvp
