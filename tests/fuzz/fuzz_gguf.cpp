// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as a GGUF file: a clear refusal, or a table whose readable tensors, configuration and tokenizer can be read to the end.
#include "core/base/failure.h"
#include "core/formats/gguf_model.h"
#include "core/text/gguf_tokenizer.h"
#include "tests/fuzz/memory_file.h"

#include <vector>

namespace {

template <class Work> void refusable(Work work) {
    try {
        work();
    } catch (const stillhouse::base::Failure&) {
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace stillhouse;
    const fuzz::MemoryFile file(data, size);
    refusable([&] {
        const formats::GgufFile opened(file.path());
        for (const auto& tensor : opened.tensors())
            if (formats::ggufReadable(tensor.type)) {
                std::vector<float> values(std::size_t(tensor.elements()));
                tensor.toFloat(values);
            }
        refusable([&] {
            const text::Tokenizer tokenizer(text::specOfGguf(formats::readGgufVocabulary(opened), "input"));
            (void)tokenizer.decode(tokenizer.encode("A few words, 12 numbers \xc3\xa9 <s>", true));
            std::vector<Text> notes;
            (void)text::ggufOfTokenizer(tokenizer, notes);
        });
        refusable([&] { (void)formats::readGgufConfig(opened); });
    });
    refusable([&] { (void)formats::GgufModel(file.path()).precision(); });
    return 0;
}
