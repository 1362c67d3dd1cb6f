// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/guard.h"

#include <algorithm>
#include <filesystem>
#include <string>
#include <string_view>

namespace stillhouse::base {

namespace {

// LibTorch's exceptions have types of their own, which this layer does not know: their words are told apart, the same in 1.13 and 2.x.
bool contains(const std::exception& exception, std::initializer_list<std::string_view> words) {
    const std::string_view text = exception.what();
    return std::any_of(words.begin(), words.end(), [&](std::string_view word) { return text.find(word) != text.npos; });
}

} // namespace

Error describe(const std::exception& exception) {
    if (contains(exception, {"CUDA out of memory", "CUDA error: out of memory", "CUBLAS_STATUS_ALLOC_FAILED"}))
        return {ErrorKind::OutOfMemory, SH_TR("The GPU has not enough memory"), {},
                SH_TR("Use a smaller batch, a shorter context or a smaller model, free the GPU of other programs, or choose the device cpu"), {}, exception.what()};
    if (dynamic_cast<const std::bad_alloc*>(&exception) || contains(exception, {"DefaultCPUAllocator: can't allocate", "DefaultCPUAllocator: not enough memory"}))
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
