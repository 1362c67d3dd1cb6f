// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/peft/adapter_file.h"

#include "core/base/atomic_file.h"
#include "core/base/failure.h"
#include "core/base/file.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <set>

namespace stillhouse::peft {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kLargestConfig = 16 << 20;
constexpr const char* kPrefix = "base_model.model.";
constexpr const char* kDown = ".lora_A.weight";
constexpr const char* kUp = ".lora_B.weight";

AdapterConfig readConfig(const fs::path& folder) {
    const auto file = folder / kConfigFile;
    if (!fs::is_regular_file(file))
        base::fail(folder.string(), Text(SH_TR("There is no %1 here"), {kConfigFile}), SH_TR("Choose the folder of a LoRA adapter"), ErrorKind::NotFound);
    return parseAdapterConfig(base::readFile(file.string(), kLargestConfig), file.string());
}

fs::path weightsOf(const fs::path& folder) {
    const auto file = folder / kWeightsFile;
    if (fs::is_regular_file(file))
        return file;
    if (fs::is_regular_file(folder / "adapter_model.bin"))
        base::fail((folder / "adapter_model.bin").string(), SH_TR("The adapter's weights are a pickle, which can hold programs and is not opened"),
                   SH_TR("Save the adapter as safetensors"), ErrorKind::Unsupported);
    base::fail(folder.string(), Text(SH_TR("There is no %1 here"), {kWeightsFile}), SH_TR("Choose the folder of a LoRA adapter"), ErrorKind::NotFound);
}

// "model.layers.3.self_attn.q_proj": the canonical spelling only, so that one matrix has one name.
std::optional<Matrix> matrixAt(const std::string& path) {
    constexpr std::string_view start = "model.layers.";
    if (path.rfind(start, 0) != 0)
        return std::nullopt;
    Matrix out;
    const auto [end, error] = std::from_chars(path.data() + start.size(), path.data() + path.size(), out.layer);
    const auto dot = path.rfind('.');
    if (error != std::errc() || out.layer < 0 || *end != '.')
        return std::nullopt;
    out.module = path.substr(dot + 1);
    const auto& known = linearModules();
    return std::find(known.begin(), known.end(), out.module) != known.end() && out.path() == path ? std::optional(out) : std::nullopt;
}

std::string shapeText(const std::vector<std::int64_t>& shape) {
    std::string out;
    for (const auto n : shape)
        out += (out.empty() ? "" : " × ") + std::to_string(n);
    return out;
}

std::size_t placeOf(const std::string& module) {
    const auto& all = linearModules();
    return std::size_t(std::find(all.begin(), all.end(), module) - all.begin());
}

} // namespace

std::string downName(const Matrix& matrix) { return kPrefix + matrix.path() + kDown; }
std::string upName(const Matrix& matrix) { return kPrefix + matrix.path() + kUp; }

AdapterFile::AdapterFile(const fs::path& folder) : folder_(folder), config_(readConfig(folder)), weights_(weightsOf(folder)) { readPairs(); }

void AdapterFile::readPairs() {
    const Targets targets(config_, (folder_ / kConfigFile).string());
    std::set<std::string> seen;
    for (const auto& view : weights_.tensors()) {
        const auto& name = view.info.name;
        const bool down = name.ends_with(kDown);
        const std::string prefix = kPrefix;
        std::optional<Matrix> matrix;
        if (name.rfind(prefix, 0) == 0 && (down || name.ends_with(kUp)))
            matrix = matrixAt(name.substr(prefix.size(), name.size() - prefix.size() - std::string_view(kDown).size()));
        if (!matrix)
            base::fail(weights_.path().string() + ", " + name, SH_TR("This tensor belongs to no matrix that an adapter can sit on here"),
                       SH_TR("Adapters of q, k, v, o, gate, up and down projections of Llama, Mistral and Qwen models are read"), ErrorKind::Unsupported);
        if (seen.insert(matrix->path()).second)
            addPair(*matrix, targets);
    }
    if (matrices_.empty())
        base::fail(weights_.path().string(), SH_TR("The file holds no adapted matrix"), SH_TR("Choose the folder of a LoRA adapter"));
    std::sort(matrices_.begin(), matrices_.end(), [](const auto& a, const auto& b) {
        return std::pair(a.matrix.layer, placeOf(a.matrix.module)) < std::pair(b.matrix.layer, placeOf(b.matrix.module));
    });
}

void AdapterFile::addPair(const Matrix& matrix, const Targets& targets) {
    const auto& a = weights_.at(downName(matrix));
    const auto& b = weights_.at(upName(matrix));
    const auto at = [this](const formats::TensorView& view) { return weights_.path().string() + ", " + view.info.name; };
    for (const auto* view : {&a, &b}) {
        using formats::DType;
        if (view->info.dtype != DType::F32 && view->info.dtype != DType::F16 && view->info.dtype != DType::BF16)
            base::fail(at(*view), Text(SH_TR("The tensor is stored as %1"), {std::string(formats::dtypeName(view->info.dtype))}), SH_TR("Store the adapter as F32, F16 or BF16"), ErrorKind::Unsupported);
        if (view->info.shape.size() != 2 || view->info.elements() == 0)
            base::fail(at(*view), Text(SH_TR("The tensor's shape is %1 and not that of a matrix"), {shapeText(view->info.shape)}), SH_TR("The file is damaged, or of another kind of adapter"));
    }
    if (!targets.covers(matrix))
        base::fail(at(a), Text(SH_TR("The tensor is there, but %1 names no such target"), {kConfigFile}), SH_TR("The two files belong to different adapters"));
    const auto strength = targets.strength(matrix);
    for (const auto& [view, axis] : {std::pair(&a, std::size_t(0)), std::pair(&b, std::size_t(1))})
        if (view->info.shape[axis] != strength.rank)
            base::fail(at(*view), Text(SH_TR("The tensor's shape is %1, but the configuration says rank %2"), {shapeText(view->info.shape), std::to_string(strength.rank)}),
                       SH_TR("The two files belong to different adapters"));
    Matrix whole = matrix;
    whole.out = b.info.shape[0];
    whole.in = a.info.shape[1];
    matrices_.push_back({whole, strength.rank, strength.scale});
}

std::int64_t AdapterFile::parameters() const {
    std::int64_t sum = 0;
    for (const auto& m : matrices_)
        sum += m.rank * (m.matrix.in + m.matrix.out);
    return sum;
}

formats::DType AdapterFile::dtype() const { return weights_.tensors().front().info.dtype; }

void AdapterFile::checkFits(const formats::ModelConfig& model) const {
    const auto known = matricesOf(model);
    const Targets targets(config_, (folder_ / kConfigFile).string());
    targets.checkNames(known);
    const auto where = weights_.path().string();
    for (const auto& m : matrices_) {
        const auto found = std::find_if(known.begin(), known.end(), [&](const Matrix& k) { return k.layer == m.matrix.layer && k.module == m.matrix.module; });
        if (found == known.end())
            base::fail(where + ", " + downName(m.matrix), Text(SH_TR("The model has no matrix %1"), {m.matrix.path()}), SH_TR("Use the adapter with the model that it was trained on"));
        if (found->out != m.matrix.out || found->in != m.matrix.in)
            base::fail(where + ", " + downName(m.matrix),
                       Text(SH_TR("The adapter fits a matrix of %1, but the model's is %2"), {shapeText({m.matrix.out, m.matrix.in}), shapeText({found->out, found->in})}),
                       SH_TR("Use the adapter with the model that it was trained on"));
    }
    for (const auto& k : known)
        if (targets.covers(k) && !weights_.find(downName(k)))
            base::fail(where, Text(SH_TR("The tensor %1 is missing"), {downName(k)}), SH_TR("The file is incomplete, or belongs to a smaller model"));
}

void writeAdapter(const fs::path& folder, const AdapterConfig& config, const std::vector<AdaptedMatrix>& matrices,
                  const std::function<std::vector<float>(const std::string& name)>& values) {
    if (fs::exists(folder) && !(fs::is_directory(folder) && (fs::is_empty(folder) || fs::exists(folder / kConfigFile))))
        base::fail(folder.string(), SH_TR("The place is taken by something that is no adapter"), SH_TR("Choose another folder"), ErrorKind::Refused);
    std::vector<formats::TensorInfo> infos;
    for (const auto& m : matrices) {
        infos.push_back({downName(m.matrix), formats::DType::F32, {m.rank, m.matrix.in}});
        infos.push_back({upName(m.matrix), formats::DType::F32, {m.matrix.out, m.rank}});
    }
    fs::create_directories(fs::absolute(folder).parent_path());
    const auto temporary = base::makeTemporaryFolder(folder);
    try {
        base::writeAtomically(temporary / kConfigFile, adapterConfigJson(config));
        formats::SafetensorsWriter writer(temporary / kWeightsFile, infos, {{"format", "pt"}});
        for (const auto& info : infos)
            writer.write(info.name, values(info.name));
        writer.commit();
        base::commitFolder(temporary, folder);
    } catch (...) {
        std::error_code ignored;
        fs::remove_all(temporary, ignored);
        throw;
    }
}

} // namespace stillhouse::peft
