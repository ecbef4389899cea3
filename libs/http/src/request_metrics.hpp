#pragma once
#include <chrono>

namespace mvp::http {

/// Counts an answer by its status and records how long it took. From any thread.
void record_answer(int status, std::chrono::duration<double> took);

}  // namespace mvp::http
