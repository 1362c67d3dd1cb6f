// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/torch.h"

#include "core/train/lora.h"

#include "core/base/failure.h"
#include "core/base/seed.h"

#include <ATen/CPUGeneratorImpl.h>
#include <algorithm>
#include <cmath>
#include <set>

namespace stillhouse::train {

namespace {

using torch::Tensor;

model::Linear& linearOf(model::Decoder& decoder, const peft::Matrix& matrix) {
    auto& layer = decoder.layers().at(std::size_t(matrix.layer));
    const auto& name = matrix.module;
    if (matrix.path().find(".self_attn.") != std::string::npos)
        return name == "q_proj" ? layer.attention->q : name == "k_proj" ? layer.attention->k : name == "v_proj" ? layer.attention->v : layer.attention->o;
    return name == "gate_proj" ? layer.ffn->gate : name == "up_proj" ? layer.ffn->up : layer.ffn->down;
}

Tensor floatsOf(const formats::TensorView& view) {
    auto out = torch::empty(view.info.shape);
    view.toFloat({out.data_ptr<float>(), std::size_t(out.numel())});
    return out;
}

} // namespace

class LoraAdapter::Part : public model::LinearExtension {
public:
    Part(peft::AdaptedMatrix matrix, Tensor a, Tensor b) : matrix(std::move(matrix)), a(std::move(a)), b(std::move(b)) {}

    Tensor apply(const Tensor& x, const model::Linear& linear) override {
        const auto down = torch::linear(masked(x), a);                       // (…,r)
        return linear.plain(x) + torch::linear(down, b * matrix.scale);      // (…,out)
    }

    peft::AdaptedMatrix matrix;
    Tensor a; ///< (r,in)
    Tensor b; ///< (out,r)
    double dropout = 0; ///< > 0 wherever there is a generator
    at::Generator generator; ///< of the masks; undefined: nothing is left out

private:
    Tensor masked(const Tensor& x) {
        if (!generator.defined())
            return x;
        const auto mask = torch::empty(x.sizes(), torch::TensorOptions(x.scalar_type())).bernoulli_(1 - dropout, generator).div_(1 - dropout);
        return x * mask.to(x.device());
    }
};

LoraAdapter::LoraAdapter(const model::Decoder& decoder, const peft::AdapterConfig& config, std::uint64_t seed) : config_(config) {
    torch::NoGradGuard noGradient;
    const peft::Targets targets(config, "lora");
    auto generator = at::detail::createCPUGenerator(seed);
    std::set<std::string> used;
    for (const auto& matrix : peft::matricesOf(decoder.config())) {
        if (!targets.covers(matrix))
            continue;
        const auto [rank, scale] = targets.strength(matrix);
        const double bound = 1 / std::sqrt(double(matrix.in));
        const auto a = torch::empty({rank, matrix.in}).uniform_(-bound, bound, generator);
        add({matrix, rank, scale}, a.to(decoder.device()), torch::zeros({matrix.out, rank}, decoder.device()));
        used.insert(matrix.module);
    }
    if (parts_.empty())
        base::failAt("targets", SH_TR("Nothing is left in the student that these targets name"), SH_TR("Choose other targets"));
    // A reader of the file need not look for matrices that pruning took out of every layer.
    if (config_.targets == std::vector<std::string>{"all-linear"})
        config_.targets = peft::linearModules();
    std::erase_if(config_.targets, [&](const std::string& name) { return name.find('.') == std::string::npos && used.count(name) == 0; });
}

LoraAdapter::LoraAdapter(const model::Decoder& decoder, const peft::AdapterFile& file) : config_(file.config()) {
    torch::NoGradGuard noGradient;
    file.checkFits(decoder.config());
    for (const auto& m : file.matrices())
        add(m, floatsOf(file.down(m)).to(decoder.device()), floatsOf(file.up(m)).to(decoder.device()));
}

void LoraAdapter::add(const peft::AdaptedMatrix& matrix, Tensor a, Tensor b) {
    parts_.push_back(std::make_shared<Part>(matrix, a.requires_grad_(true), b.requires_grad_(true)));
    parts_.back()->dropout = config_.dropout;
}

void LoraAdapter::attach(model::Decoder& decoder) const {
    for (const auto& part : parts_)
        linearOf(decoder, part->matrix.matrix).extension = part;
}

void LoraAdapter::detach(model::Decoder& decoder) {
    for (const auto& matrix : peft::matricesOf(decoder.config()))
        linearOf(decoder, matrix).extension = nullptr;
}

void LoraAdapter::addTo(model::Decoder& decoder, double sign) const {
    torch::NoGradGuard noGradient;
    for (const auto& part : parts_) {
        auto& linear = linearOf(decoder, part->matrix.matrix);
        if (linear.extension)
            base::fail(part->matrix.matrix.path(), SH_TR("An adapter that is merged may not be attached too"), {}, ErrorKind::Internal);
        const auto change = torch::mm(part->b.to(torch::kDouble), part->a.to(torch::kDouble)) * (sign * part->matrix.scale); // (out,in)
        linear.weight.copy_((linear.weight.to(torch::kDouble) + change).to(linear.weight.scalar_type()));
    }
}

void LoraAdapter::merge(model::Decoder& decoder) const { addTo(decoder, 1); }
void LoraAdapter::unmerge(model::Decoder& decoder) const { addTo(decoder, -1); }

std::vector<model::NamedTensor> LoraAdapter::parameters() const {
    std::vector<model::NamedTensor> out;
    for (const auto& part : parts_) {
        out.emplace_back(peft::downName(part->matrix.matrix), part->a);
        out.emplace_back(peft::upName(part->matrix.matrix), part->b);
    }
    return out;
}

std::int64_t LoraAdapter::parameterCount() const {
    std::int64_t sum = 0;
    for (const auto& part : parts_)
        sum += part->a.numel() + part->b.numel();
    return sum;
}

void LoraAdapter::drop(std::uint64_t seed) {
    if (config_.dropout <= 0)
        return;
    for (std::size_t i = 0; i < parts_.size(); ++i)
        parts_[i]->generator = at::detail::createCPUGenerator(base::mix(seed, i));
}

void LoraAdapter::keepAll() {
    for (const auto& part : parts_)
        part->generator = at::Generator();
}

void LoraAdapter::save(const std::filesystem::path& folder, const std::string& base) const {
    auto config = config_;
    config.baseModel = base;
    std::vector<peft::AdaptedMatrix> matrices;
    for (const auto& part : parts_)
        matrices.push_back(part->matrix);
    const auto all = parameters();
    peft::writeAdapter(folder, config, matrices, [&](const std::string& name) {
        const auto found = std::find_if(all.begin(), all.end(), [&](const auto& p) { return p.first == name; });
        const auto plain = found->second.detach().to(torch::kCPU, torch::kFloat).contiguous();
        return std::vector<float>(plain.data_ptr<float>(), plain.data_ptr<float>() + plain.numel());
    });
}

double trainedShare(std::int64_t adapter, std::int64_t model) { return double(adapter) / double(adapter + model); }

} // namespace stillhouse::train
