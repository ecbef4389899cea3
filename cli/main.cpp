#include "cli/commands.hpp"

int main(int argc, char** argv) { return mvp::cli::run(argc, argv); }
