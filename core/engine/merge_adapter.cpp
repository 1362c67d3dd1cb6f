// SPDX-License-Identifier: GPL-3.0-or-later
// `lora merge`: an adapter of the PEFT library's layout into the weights of its model.
#include "core/model/torch.h"

#include "core/base/failure.h"
#include "core/engine/engine_impl.h"
#include "core/formats/hf_folder.h"
#include "core/model/model_io.h"
#include "core/peft/inspect_adapter.h"
#include "core/train/lora_stage.h"

namespace stillhouse::engine {

namespace {

formats::DType mergePrecision(const std::string& name, formats::DType own) {
    using formats::DType;
    if (name.empty())
        return own == DType::F16 || own == DType::BF16 ? own : DType::F32;
    if (name == "f32" || name == "f16" || name == "bf16")
        return name == "f32" ? DType::F32 : name == "f16" ? DType::F16 : DType::BF16;
    base::failAt("precision", Text(SH_TR("There is no precision '%1'"), {name}), SH_TR("Choose f32, f16 or bf16"));
}

void stopIfAsked(RunControl& control) {
    if (control.stopRequested())
        base::fail({}, SH_TR("Stopped before anything was written"), {}, ErrorKind::Cancelled);
}

double largestDifference(const std::vector<model::NamedTensor>& before, const model::Decoder& after) {
    double largest = 0;
    const auto now = after.namedParameters();
    for (std::size_t i = 0; i < now.size(); ++i)
        largest = std::max(largest, (now[i].second - before[i].second).abs().max().item<double>());
    return largest;
}

} // namespace

MergeResult mergeAdapter(const MergeRequest& request, RunControl& control) {
    torch::NoGradGuard noGradient;
    if (request.out.empty())
        base::failAt("out", SH_TR("A path is needed here"), SH_TR("Name the folder to write"));
    const peft::AdapterFile file(request.adapter);
    auto decoder = model::loadModel(request.model);
    const auto dtype = mergePrecision(request.precision, decoder.config().dtype);
    const train::LoraAdapter adapter(decoder, file);
    MergeResult out;
    out.adapter = peft::describe(file, request.adapter);
    out.adapter.modelParameters = formats::parameterCount(decoder.config());
    stopIfAsked(control);
    const auto original = decoder.clone();
    torch::Tensor expected; // what the written model must say
    if (request.undo) {
        adapter.unmerge(decoder);
        expected = train::sampleLogits(original);
    } else {
        adapter.attach(decoder);
        expected = train::sampleLogits(decoder);
        train::LoraAdapter::detach(decoder);
        adapter.merge(decoder);
    }
    out.largestChange = largestDifference(original.namedParameters(), decoder);
    stopIfAsked(control);
    model::SaveOptions save;
    save.dtype = dtype;
    save.tokenizerFrom = request.model;
    save.metadata = {{"made_by", "stillhouse"}};
    model::saveModel(decoder, request.out, save);
    auto written = model::loadModel(request.out);
    if (request.undo)
        adapter.attach(written);
    out.error = (train::sampleLogits(written) - expected).abs().max().item<double>();
    out.out = request.out;
    return out;
}

} // namespace stillhouse::engine
