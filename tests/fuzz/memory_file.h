// SPDX-License-Identifier: GPL-3.0-or-later
// The fuzzer's bytes as a file with a path, since readers map files: it lives in memory and is gone with the object.
#pragma once
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <sys/mman.h>
#include <unistd.h>

namespace stillhouse::fuzz {

class MemoryFile {
public:
    MemoryFile(const std::uint8_t* data, std::size_t size) : descriptor_(memfd_create("input", 0)) {
        for (std::size_t done = 0; done < size;) {
            const auto part = write(descriptor_, data + done, size - done);
            if (part <= 0)
                std::abort();
            done += std::size_t(part);
        }
    }
    ~MemoryFile() { close(descriptor_); }
    MemoryFile(const MemoryFile&) = delete;
    MemoryFile& operator=(const MemoryFile&) = delete;
    std::string path() const { return "/proc/self/fd/" + std::to_string(descriptor_); }

private:
    int descriptor_;
};

} // namespace stillhouse::fuzz
