// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/text/tokenizer.h"

#include <string>
#include <vector>

namespace stillhouse::text {

struct ChatMessage {
    std::string role; ///< "system", "user" or "assistant"; anything else is a base::Failure where the layout has no place for it
    std::string content;
};

/// The layouts that are known. The Jinja text itself is not run: its markers say which layout it is, and the layout is written here.
enum class ChatLayout {
    Plain,  ///< no template: "role: content" lines
    ChatMl, ///< <|im_start|>role\ncontent<|im_end|>\n (Qwen)
    Llama2, ///< [INST] <<SYS>>…<</SYS>> … [/INST] … (Llama 2, Mistral without <<SYS>>)
    Llama3, ///< <|start_header_id|>role<|end_header_id|>\n\ncontent<|eot_id|>
};

/// The layout of a template; an empty one is Plain, an unknown one a base::Failure (Unsupported).
ChatLayout chatLayoutOf(const std::string& chatTemplate);

/// The text of a conversation, up to where the assistant's next words begin when `addGenerationPrompt`. Encode it without addSpecial:
/// Llama 2 and 3 texts begin with the BOS token as their templates do.
std::string applyChatTemplate(const Tokenizer& tokenizer, const std::vector<ChatMessage>& messages, bool addGenerationPrompt);

} // namespace stillhouse::text
