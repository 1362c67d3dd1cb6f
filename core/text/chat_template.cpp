// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/chat_template.h"

#include "core/base/failure.h"

namespace stillhouse::text {
namespace {

bool has(const std::string& text, const char* marker) { return text.find(marker) != std::string::npos; }

std::string tokenOr(const Tokenizer& tokenizer, std::optional<std::int32_t> id, const char* otherwise) {
    return id ? std::string(tokenizer.tokenText(*id)) : std::string(otherwise);
}

std::string plain(const std::vector<ChatMessage>& messages, bool prompt) {
    std::string out;
    for (const ChatMessage& message : messages)
        out += message.role + ": " + message.content + "\n";
    return prompt ? out + "assistant:" : out;
}

std::string chatMl(const std::vector<ChatMessage>& messages, bool prompt) {
    std::string out;
    for (const ChatMessage& message : messages)
        out += "<|im_start|>" + message.role + "\n" + message.content + "<|im_end|>\n";
    return prompt ? out + "<|im_start|>assistant\n" : out;
}

std::string llama3(const Tokenizer& tokenizer, const std::vector<ChatMessage>& messages, bool prompt) {
    std::string out = tokenOr(tokenizer, tokenizer.bosId(), "<|begin_of_text|>");
    for (const ChatMessage& message : messages)
        out += "<|start_header_id|>" + message.role + "<|end_header_id|>\n\n" + message.content + "<|eot_id|>";
    return prompt ? out + "<|start_header_id|>assistant<|end_header_id|>\n\n" : out;
}

/// A turn is a user's message with the assistant's answer; the system's message stands inside the first user's.
std::string llama2(const Tokenizer& tokenizer, const std::vector<ChatMessage>& messages) {
    const std::string bos = tokenOr(tokenizer, tokenizer.bosId(), "<s>");
    const std::string eos = tokenOr(tokenizer, tokenizer.eosId(), "</s>");
    const bool systemBlock = has(tokenizer.chatTemplate(), "<<SYS>>");
    std::string out;
    std::string system;
    for (const ChatMessage& message : messages) {
        if (message.role == "system") {
            system = systemBlock ? "<<SYS>>\n" + message.content + "\n<</SYS>>\n\n" : message.content + "\n\n";
        } else if (message.role == "user") {
            out += bos + "[INST] " + system + message.content + " [/INST]";
            system.clear();
        } else if (message.role == "assistant") {
            out += " " + message.content + " " + eos;
        } else {
            base::fail("messages", Text(SH_TR("This model's chat layout has no role \"%1\""), {message.role}), SH_TR("Use system, user and assistant."));
        }
    }
    return out;
}

} // namespace

ChatLayout chatLayoutOf(const std::string& chatTemplate) {
    if (chatTemplate.empty())
        return ChatLayout::Plain;
    if (has(chatTemplate, "<|im_start|>"))
        return ChatLayout::ChatMl;
    if (has(chatTemplate, "<|start_header_id|>"))
        return ChatLayout::Llama3;
    if (has(chatTemplate, "[INST]"))
        return ChatLayout::Llama2;
    base::fail("chat_template", SH_TR("This chat template is none of the layouts that are known here (ChatML, Llama 2, Llama 3)"),
               SH_TR("Write the prompt as the model expects it and use it as plain text."), ErrorKind::Unsupported);
}

std::string applyChatTemplate(const Tokenizer& tokenizer, const std::vector<ChatMessage>& messages, bool addGenerationPrompt) {
    switch (chatLayoutOf(tokenizer.chatTemplate())) {
    case ChatLayout::ChatMl: return chatMl(messages, addGenerationPrompt);
    case ChatLayout::Llama3: return llama3(tokenizer, messages, addGenerationPrompt);
    case ChatLayout::Llama2: return llama2(tokenizer, messages);
    case ChatLayout::Plain: break;
    }
    return plain(messages, addGenerationPrompt);
}

} // namespace stillhouse::text
