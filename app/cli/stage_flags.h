// SPDX-License-Identifier: GPL-3.0-or-later
// A method's own option table as flags: they are read after its command's own, because they depend on the method chosen.
#pragma once
#include "app/cli/command.h"

namespace stillhouse::cli {

/// A mistake on the command line: prints it and returns Usage.
int usage(const std::string& message);
/// --list-options: every option as a flag; with --json {`kind`: id, "options": […]}.
void listOptions(const MethodSpec& method, const char* kind, const Shared& shared);
/// The flags that CLI11 left over, as the method's options. Returns an exit code other than Done when one is wrong.
int readOptions(const MethodSpec& method, const char* kind, const std::vector<std::string>& words, OptionMap& options);

} // namespace stillhouse::cli
