// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/chat_template.h"

#include "core/base/failure.h"
#include "tests/support/shared.h"
#include "tests/text/small_tokenizers.h"

#include <gtest/gtest.h>

using namespace stillhouse::text;

namespace {

const std::vector<ChatMessage> talk{{"system", "Be brief."}, {"user", "Hi"}, {"assistant", "Hello"}, {"user", "Bye"}};

std::string apply(const std::string& chatTemplate) {
    TokenizerSpec spec = stillhouse::tests::smallSentencePiece();
    spec.chatTemplate = chatTemplate;
    return applyChatTemplate(Tokenizer(spec), talk, true);
}

} // namespace

// Expected texts are what the models' published templates give for these messages.
TEST(ChatTemplate, KnownLayouts) {
    EXPECT_EQ(apply("{{'<|im_start|>' + role}}"), "<|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\nHi<|im_end|>\n"
                                                  "<|im_start|>assistant\nHello<|im_end|>\n<|im_start|>user\nBye<|im_end|>\n<|im_start|>assistant\n");
    EXPECT_EQ(apply("[INST] <<SYS>>"), "<s>[INST] <<SYS>>\nBe brief.\n<</SYS>>\n\nHi [/INST] Hello </s><s>[INST] Bye [/INST]");
    EXPECT_EQ(apply("<|start_header_id|>").substr(0, 66), "<s><|start_header_id|>system<|end_header_id|>\n\nBe brief.<|eot_id|>");
    EXPECT_EQ(apply(""), "system: Be brief.\nuser: Hi\nassistant: Hello\nuser: Bye\nassistant:");
    EXPECT_THROW(apply("{{ something else }}"), stillhouse::base::Failure);
}

TEST(ChatTemplate, QwenIsChatMl) {
    STILLHOUSE_SHARED_OR_SKIP(qwen, "tokenizer-qwen3");
    const Tokenizer tokenizer = Tokenizer::load(qwen);
    ASSERT_EQ(chatLayoutOf(tokenizer.chatTemplate()), ChatLayout::ChatMl);
    const auto ids = tokenizer.encode(applyChatTemplate(tokenizer, {{"user", "Hi"}}, true));
    EXPECT_EQ(ids.front(), 151644); // <|im_start|>
    EXPECT_EQ(std::count(ids.begin(), ids.end(), 151645), 1);
}
