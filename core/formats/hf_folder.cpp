// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formats/hf_folder.h"

#include "core/base/failure.h"
#include "core/base/json.h"
#include "core/formats/json_fields.h"
#include "core/formats/parameter_shapes.h"

#include <algorithm>
#include <set>
#include <unordered_set>

namespace stillhouse::formats {

namespace {

using base::fail;

constexpr std::size_t maxIndexBytes = 100'000'000;
constexpr std::string_view layerPrefix = "model.layers.";

std::string shapeText(const std::vector<std::int64_t>& shape) {
    std::string text = "[";
    for (const auto size : shape)
        text += (text.size() > 1 ? ", " : "") + std::to_string(size);
    return text + "]";
}

// A shard is a plain file name: no folder, no "..", no absolute path.
std::string plainName(const nlohmann::json& value, const std::string& where) {
    if (!value.is_string())
        fail(where, SH_TR("A file name was expected here"));
    auto name = value.get<std::string>();
    const std::filesystem::path path(name);
    if (name.empty() || name.find('\0') != std::string::npos || name.find('\\') != std::string::npos || path.filename() != path ||
        name == "." || name == "..")
        fail(where, Text(SH_TR("The index names “%1”, which is not a file in the model's folder"), {name}),
             SH_TR("Do not trust this model: get it again from its source"), ErrorKind::Refused);
    return name;
}

// The opened path must still lie in the folder: a link that leads out of it is as bad as "..".
void checkInside(const std::filesystem::path& folder, const std::filesystem::path& file) {
    if (!std::filesystem::exists(file))
        fail(file.string(), SH_TR("The file is missing"), SH_TR("Get the whole model folder"), ErrorKind::NotFound);
    const auto root = std::filesystem::weakly_canonical(folder);
    const auto real = std::filesystem::weakly_canonical(file);
    // Download caches keep each file as a link to a blob whose name is its hash; those live under the same model folder two levels up.
    const bool cache = root.parent_path().filename() == "snapshots" && real.parent_path() == root.parent_path().parent_path() / "blobs";
    if (real.parent_path() != root && !cache)
        fail(file.string(), Text(SH_TR("The file is a link that leads out of the model's folder, to %1"), {real.string()}),
             SH_TR("Copy the file into the folder if you trust it"), ErrorKind::Refused);
}

} // namespace

HfFolder::HfFolder(const std::filesystem::path& folder) : path_(folder) {
    if (!std::filesystem::is_directory(folder))
        fail(folder.string(), SH_TR("There is no such folder"), SH_TR("Choose the folder that holds config.json"), ErrorKind::NotFound);
    if (!std::filesystem::exists(folder / "config.json"))
        fail((folder / "config.json").string(), SH_TR("The folder has no config.json"), SH_TR("Choose the folder that holds config.json"),
             ErrorKind::NotFound);
    config_ = readConfig(folder / "config.json");
    if (std::filesystem::exists(folder / "generation_config.json"))
        generation_ = readGenerationConfig(folder / "generation_config.json");
    if (!generation_.bos)
        generation_.bos = config_.bos;
    if (generation_.eos.empty())
        generation_.eos = config_.eos;
    if (std::filesystem::exists(folder / "model.safetensors")) {
        checkInside(folder, folder / "model.safetensors");
        files_.emplace_back(folder / "model.safetensors");
    } else if (std::filesystem::exists(folder / "model.safetensors.index.json")) {
        openShards(folder / "model.safetensors.index.json");
    } else {
        fail(folder.string(), SH_TR("The folder has neither model.safetensors nor model.safetensors.index.json"),
             SH_TR("Only safetensors weights are read; convert the model first if it has .bin weights"), ErrorKind::NotFound);
    }
    checkParameters();
}

void HfFolder::openShards(const std::filesystem::path& index) {
    const auto json = base::readJson(index.string(), maxIndexBytes);
    const auto map = json.find("weight_map");
    if (!json.is_object() || map == json.end() || !map->is_object() || map->empty())
        fail(index.string(), SH_TR("The index has no weight_map"));
    std::map<std::string, std::size_t> shards;
    for (const auto& [tensor, file] : map->items()) {
        const auto where = index.string() + ", weight_map, " + tensor;
        const auto name = plainName(file, where);
        auto shard = shards.find(name);
        if (shard == shards.end()) {
            checkInside(path_, path_ / name);
            shard = shards.emplace(name, files_.size()).first;
            files_.emplace_back(path_ / name);
        }
        if (!files_[shard->second].find(tensor))
            fail(where, Text(SH_TR("The index says that %1 holds the tensor, but it does not"), {name}),
                 SH_TR("The folder mixes files of different models; get it again"));
    }
    std::unordered_set<std::string> seen;
    for (const auto& file : files_)
        for (const auto& view : file.tensors())
            if (!seen.insert(view.info.name).second)
                fail(file.path().string() + ", tensor " + view.info.name, SH_TR("The tensor is stored in two shards"));
}

void HfFolder::checkParameters() const {
    std::unordered_set<std::string> known;
    for (const auto& parameter : parameterShapes(config_)) {
        known.insert(parameter.name);
        const auto& info = tensor(parameter.name).info;
        const auto where = path_.string() + ", tensor " + parameter.name;
        if (info.shape != parameter.shape)
            fail(where,
                 Text(SH_TR("The tensor has shape %1, but config.json asks for %2"), {shapeText(info.shape), shapeText(parameter.shape)}),
                 SH_TR("config.json and weights belong to different models"));
        if (!isFloating(info.dtype))
            fail(where, Text(SH_TR("The weights are stored as %1"), {std::string(dtypeName(info.dtype))}),
                 SH_TR("Open the unquantized model"), ErrorKind::Unsupported);
    }
    for (const auto& info : tensors()) {
        const auto name = info.name.starts_with("layers.") ? "model." + info.name : info.name;
        if (name.starts_with(layerPrefix) && !name.ends_with("rotary_emb.inv_freq") && !known.contains(name))
            fail(path_.string() + ", tensor " + name,
                 SH_TR("config.json does not explain this tensor, so the model would be computed wrongly"),
                 SH_TR("config.json and weights belong to different models, or the architecture is not supported"), ErrorKind::Unsupported);
    }
}

std::vector<TensorInfo> HfFolder::tensors() const {
    std::vector<TensorInfo> list;
    for (const auto& file : files_)
        for (const auto& view : file.tensors())
            list.push_back(view.info);
    return list;
}

std::uint64_t HfFolder::fileBytes() const {
    std::uint64_t total = 0;
    for (const auto& file : files_)
        total += file.fileBytes();
    return total;
}

const TensorView* HfFolder::findExact(const std::string& name) const {
    for (const auto& file : files_)
        if (const auto* view = file.find(name))
            return view;
    return nullptr;
}

const TensorView* HfFolder::find(const std::string& name) const {
    if (const auto* view = findExact(name))
        return view;
    if (name.starts_with("model."))
        if (const auto* view = findExact(name.substr(6)))
            return view;
    if (name == embeddingName && config_.tiedEmbeddings)
        return findExact(headName);
    return nullptr;
}

const TensorView& HfFolder::tensor(const std::string& name) const {
    const auto* view = find(name);
    if (!view)
        fail(path_.string() + ", tensor " + name, SH_TR("The tensor is missing"), SH_TR("Get the whole model folder"));
    return *view;
}

std::vector<std::filesystem::path> tokenizerFiles(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> found;
    for (const char* name : {"tokenizer.json", "tokenizer_config.json", "special_tokens_map.json", "added_tokens.json", "vocab.json",
                             "merges.txt", "tokenizer.model", "chat_template.jinja"})
        if (std::filesystem::is_regular_file(folder / name))
            found.push_back(folder / name);
    return found;
}

} // namespace stillhouse::formats
