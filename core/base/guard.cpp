// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/guard.h"

#include <filesystem>
#include <string>

namespace stillhouse::base {

Error describe(const std::exception& exception) {
    if (dynamic_cast<const std::bad_alloc*>(&exception))
        return {ErrorKind::OutOfMemory, SH_TR("Not enough memory"), {}, SH_TR("Use a smaller batch, a shorter context or a smaller model"), {}, exception.what()};
    if (const auto* file = dynamic_cast<const std::filesystem::filesystem_error*>(&exception))
        return {ErrorKind::Io, Text(SH_TR("The system refused: %1"), {file->code().message()}), file->path1().string(), {}, {}, exception.what()};
    if (const auto* system = dynamic_cast<const std::system_error*>(&exception))
        return {ErrorKind::Io, Text(SH_TR("The system refused: %1"), {system->code().message()}), {}, {}, {}, exception.what()};
    std::string text = exception.what();
    // torch appends a C++ back trace to its messages: the first line is what a person can read.
    std::string first = text.substr(0, text.find('\n'));
    return {ErrorKind::Internal, Text(SH_TR("Internal error: %1"), {first}), {}, {}, {}, std::move(text)};
}

} // namespace stillhouse::base
