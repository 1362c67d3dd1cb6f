// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/distill/gradient_term.h"

#include "core/distill/draw.h"
#include "core/distill/option_key.h"

#include <algorithm>

namespace stillhouse::distill {

namespace {

using torch::Tensor;

constexpr std::uint64_t kGradientStream = 0x6772616du;

} // namespace

void checkGradient(const GradientOptions& options, const formats::ModelConfig& student, const formats::ModelConfig& teacher,
                   const std::string& where) {
    if (options.matching == "direct" && student.hidden != teacher.hidden)
        base::failAt(optionKey(where, "matching"),
                     Text(SH_TR("Direct matching needs heads of one shape; the student is %1 wide, the teacher %2"),
                          {std::to_string(student.hidden), std::to_string(teacher.hidden)}),
                     SH_TR("Choose gram, which compares any widths"));
    if (options.blocks > student.layerCount())
        base::failAt(optionKey(where, "blocks"), Text(SH_TR("The student has %1 layers"), {std::to_string(student.layerCount())}),
                     Text(SH_TR("Choose at most %1"), {std::to_string(student.layerCount())}));
}

void freezeBelow(model::Decoder& student, std::int64_t blocks) {
    student.setRequiresGrad(false);
    const auto groups = student.groups(); // head, layers from the last, embedding
    for (std::size_t i = 0; i < groups.size(); ++i) {
        const bool tiedHead = i + 1 == groups.size() && student.config().tiedEmbeddings;
        if (std::int64_t(i) <= blocks || tiedHead)
            for (auto tensor : groups[i].tensors)
                tensor.set_requires_grad(true);
    }
}

GradientTerm::GradientTerm(train::StageContext& context, const GradientOptions& options, const train::Teacher& teacher)
    : context_(context), options_(options), teacher_(*teacher.decoder),
      common_(std::min(context.student.config().vocab, teacher.decoder->config().vocab)) {
    checkGradient(options, context.student.config(), teacher.decoder->config(), {});
}

Tensor GradientTerm::sample(std::int64_t step, const train::Batch& batch) const {
    const auto known = batch.targets.lt(common_).nonzero().squeeze(1);
    const auto chosen = draw(known.numel(), options_.positions, base::mix(base::mix(context_.seed, kGradientStream), std::uint64_t(step)));
    return known.index_select(0, torch::tensor(chosen, torch::kLong));
}

train::ExtraTerm GradientTerm::term(std::int64_t step, const train::Batch& batch, const Tensor& hidden) const {
    const auto rows = sample(step, batch);
    if (rows.numel() == 0)
        return {};
    const auto at = rows.to(hidden.device()), targets = batch.targets.index_select(0, rows).to(hidden.device());
    const HeadView student{hidden.index_select(0, at), context_.student.headWeight().narrow(0, 0, common_), targets};
    HeadView teacher;
    {
        torch::NoGradGuard constant;
        const auto all = train::scoredRows(teacher_.hidden(batch.ids.to(teacher_.device())), batch);
        teacher = {all.index_select(0, rows.to(all.device())).to(hidden.options()),
                   teacher_.headWeight().narrow(0, 0, common_).to(hidden.options()), targets};
    }
    Tensor value;
    if (options_.matching == "direct") {
        value = directLoss(student, teacher);
    } else {
        Tensor wanted;
        {
            torch::NoGradGuard constant;
            wanted = gradientGram(teacher);
        }
        value = gramLoss(gradientGram(student), wanted);
    }
    train::ExtraTerm out{value, {{"positions", double(rows.numel())}}};
    if (value.defined())
        out.metrics.emplace_back("cos.gradient", 1 - value.item<double>());
    return out;
}

} // namespace stillhouse::distill
