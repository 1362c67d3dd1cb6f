// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "core/api/tokens.h"

#include <iostream>
#include <iterator>
#include <sstream>

namespace stillhouse::cli {

namespace {

std::string readStandardInput() { return {std::istreambuf_iterator<char>(std::cin), std::istreambuf_iterator<char>()}; }

int encodeInput(const std::string& model, bool special, const Shared& shared) {
    const auto ids = tokenize(model, readStandardInput(), special);
    if (!ids)
        return report(ids.error(), shared);
    print({{"ids", *ids}, {"n", ids->size()}}, shared);
    std::string line;
    for (const auto id : *ids)
        line += (line.empty() ? "" : " ") + std::to_string(id);
    say(line, shared);
    return Done;
}

int decodeInput(const std::string& model, const Shared& shared) {
    std::string input = readStandardInput();
    for (char& c : input)
        if (c == ',' || c == '[' || c == ']')
            c = ' ';
    std::istringstream words(input);
    std::vector<std::int64_t> ids;
    for (std::int64_t id; words >> id;)
        ids.push_back(id);
    if (!words.eof()) {
        std::cerr << "stillhouse-cli: standard input must hold token ids, separated by blanks or commas\n";
        return Failed;
    }
    const auto text = detokenize(model, ids);
    if (!text)
        return report(text.error(), shared);
    print({{"text", *text}}, shared);
    if (!shared.json)
        std::cout << *text;
    return Done;
}

} // namespace

Command tokenizeCommand() {
    return {"tokenize", "Token ids of the text on standard input, or with --decode the text of ids", [](CLI::App& app, Shared& shared) {
                auto model = std::make_shared<std::string>();
                auto decode = std::make_shared<bool>(false), special = std::make_shared<bool>(false);
                app.add_option("model", *model, "Model folder or tokenizer file")->required();
                app.add_flag("--decode", *decode, "Ids in, text out");
                app.add_flag("--special", *special, "Add the special tokens that the tokenizer's configuration adds");
                return [=, &shared]() -> int { return *decode ? decodeInput(*model, shared) : encodeInput(*model, *special, shared); };
            }};
}

Command trainTokenizerCommand() {
    return {"train-tokenizer", "A byte-level BPE tokenizer from text", [](CLI::App& app, Shared& shared) {
                auto request = std::make_shared<TokenizerTraining>();
                app.add_option("--data", request->data, "Text file")->required();
                app.add_option("--vocab", request->vocab, "Size of the vocabulary")->required()->check(CLI::Range(257, 1 << 20));
                app.add_option("--out", request->out, "Folder to write")->required();
                app.add_option("--special", request->special, "Special tokens, in the order of their ids");
                return [=, &shared]() -> int {
                    showProgress(shared);
                    const auto size = trainTokenizer(*request, control());
                    if (!size)
                        return report(size.error(), shared);
                    print({{"vocab", *size}, {"out", request->out}}, shared);
                    say("Wrote " + request->out + "/tokenizer.json with " + std::to_string(*size) + " tokens", shared);
                    return Done;
                };
            }};
}

} // namespace stillhouse::cli
