// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/quantize/work_key.h"

#include "core/base/sha256.h"
#include "core/infer/products.h"

#include <algorithm>
#include <fstream>
#include <sstream>

namespace stillhouse::quantize {

namespace {

void addFile(const std::filesystem::path& path, base::Sha256& hash, const std::function<void()>& check) {
    std::ifstream in(path, std::ios::binary);
    std::string piece(std::size_t(4) << 20, '\0');
    while (in.read(piece.data(), std::streamsize(piece.size())) || in.gcount() > 0) {
        check();
        hash.add(std::string_view(piece).substr(0, std::size_t(in.gcount())));
    }
}

void hashText(base::Sha256& hash, const std::string& text) { hash.add(std::to_string(text.size()) + ":" + text); }

std::string textOf(const OptionValue& value) {
    std::ostringstream out;
    out.precision(17);
    std::visit(
        [&out]<class V>(const V& v) {
            if constexpr (std::is_same_v<V, Points>)
                for (const auto& [x, y] : v)
                    out << x << ":" << y << ",";
            else
                out << v;
        },
        value);
    return out.str();
}

} // namespace

std::string workKey(const std::filesystem::path& model, const OptionMap& options, const std::vector<std::vector<std::int32_t>>& windows, const std::function<void()>& check) {
    base::Sha256 hash;
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(model))
        if (entry.path().extension() == ".safetensors" || entry.path().filename() == "config.json")
            files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    for (const auto& file : files) {
        hashText(hash, file.filename().string());
        hashText(hash, std::to_string(std::filesystem::file_size(file)));
        addFile(file, hash, check);
    }
    for (const auto& [key, value] : options)
        hashText(hash, key + "=" + textOf(value));
    for (const auto& window : windows) {
        std::string ids;
        for (const auto id : window)
            ids += std::to_string(id) + " ";
        hashText(hash, ids);
    }
    hashText(hash, infer::kernelName());
    hashText(hash, "levels of seven bits"); // what was begun with eight is not gone on with
    return hash.hex();
}

} // namespace stillhouse::quantize
