// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/tokens.h"

#include "core/base/file.h"
#include "core/base/guard.h"
#include "core/data/dataset.h"
#include "core/text/bpe_trainer.h"

namespace stillhouse {

namespace {

// A text file is one text; of examples, every prompt, response and label is one.
std::vector<std::string> textsOf(const std::string& path) {
    const bool examples = path.ends_with(".jsonl") || path.ends_with(".json") || path.ends_with(".csv") || path.ends_with(".tsv");
    if (!examples)
        return {base::readFile(path, std::size_t(4) << 30)};
    std::vector<std::string> texts;
    for (auto& example : data::readDataset(path).examples)
        for (std::string* part : {&example.prompt, &example.response, &example.label})
            if (!part->empty())
                texts.push_back(std::move(*part));
    return texts;
}

} // namespace

Result<std::int64_t> trainTokenizer(const TokenizerTraining& request, RunControl& control) {
    return base::guard([&] {
        const auto texts = textsOf(request.data);
        const std::vector<std::string_view> views(texts.begin(), texts.end());
        text::BpeTrainerOptions options;
        options.vocabSize = std::size_t(request.vocab);
        options.specialTokens = request.special;
        const auto trained = text::trainBpe(std::span(views), options, [&](std::uint64_t done, std::uint64_t total) {
            control.report(Progress{"", 0, std::int64_t(done), std::int64_t(total), 0, {}, 0, SH_TR("Training the tokenizer")});
            return !control.stopRequested();
        });
        text::saveTokenizer(trained, request.out);
        return std::int64_t(trained.vocabSize());
    });
}

} // namespace stillhouse
