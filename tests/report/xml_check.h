// SPDX-License-Identifier: GPL-3.0-or-later
// A strict little parser of the XML that reports write (no entities but the five, every element closed): text and elements come back.
#pragma once
#include <stdexcept>
#include <string>
#include <vector>

namespace stillhouse::tests {

struct XmlElement {
    std::string name, attributes, text; ///< text: of itself and everything in it
};

inline std::string plainText(const std::string& text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '&') {
            out += text[i];
            continue;
        }
        const auto end = text.find(';', i);
        const std::string name = text.substr(i + 1, end - i - 1);
        out += name == "amp" ? "&" : name == "lt" ? "<" : name == "gt" ? ">" : name == "quot" ? "\"" : name == "#39" ? "'" : throw std::runtime_error("entity " + name);
        i = end;
    }
    return out;
}

/// All elements in the order of their ends; throws where they do not nest. `style` holds no markup.
inline std::vector<XmlElement> parseXml(std::string text) {
    if (text.rfind("<!DOCTYPE html>", 0) == 0)
        text.erase(0, 15);
    std::vector<XmlElement> open, done;
    for (std::size_t at = 0; at < text.size();) {
        const auto tag = text.find('<', at);
        const std::string words = plainText(text.substr(at, tag - at));
        for (auto& element : open)
            element.text += words;
        if (tag == std::string::npos)
            break;
        const auto end = text.find('>', tag);
        if (end == std::string::npos)
            throw std::runtime_error("a tag does not end");
        const std::string inside = text.substr(tag + 1, end - tag - 1);
        at = end + 1;
        if (inside[0] == '/') {
            if (open.empty() || open.back().name != inside.substr(1))
                throw std::runtime_error("</" + inside.substr(1) + "> closes " + (open.empty() ? "nothing" : open.back().name));
            done.push_back(open.back());
            open.pop_back();
            continue;
        }
        const auto space = inside.find_first_of(" /\n");
        open.push_back({inside.substr(0, space), space == std::string::npos ? "" : inside.substr(space), ""});
        if (inside.back() == '/') {
            done.push_back(open.back());
            open.pop_back();
        } else if (open.back().name == "style") {
            at = text.find("</style>", at);
        }
    }
    if (!open.empty())
        throw std::runtime_error("<" + open.back().name + "> stays open");
    return done;
}

inline std::vector<std::string> textsOf(const std::vector<XmlElement>& elements, const std::string& name) {
    std::vector<std::string> out;
    for (const auto& element : elements)
        if (element.name == name)
            out.push_back(element.text);
    return out;
}

} // namespace stillhouse::tests
