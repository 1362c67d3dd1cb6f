// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include <string>
#include <string_view>

namespace stillhouse::native {

/// Holds back the bytes of a character that is not yet whole: byte-level tokens end anywhere.
class CharacterBuffer {
public:
    /// What may be shown now. Bytes that no character can begin with pass as they are.
    std::string add(std::string_view bytes) {
        held_ += bytes;
        const auto keep = unfinished(held_);
        std::string ready = held_.substr(0, held_.size() - keep);
        held_.erase(0, ready.size());
        return ready;
    }
    /// The rest, whole or not.
    std::string rest() { return std::move(held_); }

private:
    // How many bytes at the end begin a UTF-8 character that is longer than they are.
    static std::size_t unfinished(std::string_view text) {
        for (std::size_t back = 1; back <= 3 && back <= text.size(); ++back) {
            const auto byte = static_cast<unsigned char>(text[text.size() - back]);
            if ((byte & 0xc0) == 0x80)
                continue;
            const std::size_t length = byte >= 0xf0 && byte < 0xf5 ? 4 : byte >= 0xe0 && byte < 0xf0 ? 3 : byte >= 0xc2 && byte < 0xe0 ? 2 : 1;
            return length > back ? back : 0;
        }
        return 0;
    }

    std::string held_;
};

} // namespace stillhouse::native
