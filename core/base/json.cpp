// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/json.h"

#include "core/base/failure.h"
#include "core/base/file.h"

#include <nlohmann/json.hpp>
#include <vector>

namespace stillhouse::base {
namespace {

/// A byte iterator that remembers how far the parser has read, so that an event of the parser can be placed in the file.
struct Cursor {
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char*;
    using reference = const char&;

    const char* at = nullptr;
    const char** furthest = nullptr;

    reference operator*() const { return *at; }
    Cursor& operator++() {
        ++at;
        if (furthest)
            *furthest = at;
        return *this;
    }
    Cursor operator++(int) {
        Cursor old = *this;
        ++*this;
        return old;
    }
    bool operator==(const Cursor& other) const { return at == other.at; }
    bool operator!=(const Cursor& other) const { return at != other.at; }
};

std::string place(const std::string& where, std::size_t offset) {
    return where + ", byte " + std::to_string(offset);
}

/// Builds the document from the parser's events and stops at the first thing that this program does not accept.
class Builder : public nlohmann::json_sax<nlohmann::json> {
public:
    using Json = nlohmann::json;
    Builder(Json& root, const std::string& where, std::size_t maxDepth, const char* begin, const char* const* furthest)
        : root_(root), where_(where), maxDepth_(maxDepth), begin_(begin), furthest_(furthest) {}

    bool null() override { return add(nullptr); }
    bool boolean(bool value) override { return add(value); }
    bool number_integer(number_integer_t value) override { return add(value); }
    bool number_unsigned(number_unsigned_t value) override { return add(value); }
    bool number_float(number_float_t value, const string_t&) override { return add(value); }
    bool string(string_t& value) override { return add(std::move(value)); }
    bool binary(binary_t&) override { return false; }
    bool start_object(std::size_t) override { return open(Json::object()); }
    bool start_array(std::size_t) override { return open(Json::array()); }
    bool end_object() override { return close(); }
    bool end_array() override { return close(); }

    bool key(string_t& name) override {
        Json& object = *open_.back();
        if (object.contains(name))
            fail(place(where_, offset()), Text(SH_TR("The key \"%1\" stands twice in one object"), {name.substr(0, 80)}),
                 SH_TR("Remove one of the two."));
        slot_ = &object[name];
        return true;
    }

    bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception& error) override {
        std::string reason = error.what();
        if (const auto colon = reason.rfind(": "); colon != std::string::npos)
            reason = reason.substr(colon + 2);
        fail(place(where_, position), Text(SH_TR("This is not valid JSON: %1"), {reason.substr(0, 200)}),
             SH_TR("Check that the file was copied whole; a JSON checker shows the place."));
    }

private:
    std::size_t offset() const { return static_cast<std::size_t>(*furthest_ - begin_); }

    template <typename Value> bool add(Value&& value) {
        place_(Json(std::forward<Value>(value)));
        return true;
    }

    Json* place_(Json value) {
        if (open_.empty()) {
            root_ = std::move(value);
            return &root_;
        }
        if (open_.back()->is_array()) {
            open_.back()->push_back(std::move(value));
            return &open_.back()->back();
        }
        *slot_ = std::move(value);
        return slot_;
    }

    bool open(Json container) {
        if (open_.size() >= maxDepth_)
            fail(place(where_, offset()), Text(SH_TR("Arrays and objects nest deeper than %1 levels"), {std::to_string(maxDepth_)}),
                 SH_TR("No file that this program reads nests so deep; check where it comes from."));
        open_.push_back(place_(std::move(container)));
        return true;
    }

    bool close() {
        open_.pop_back();
        return true;
    }

    Json& root_;
    const std::string& where_;
    std::size_t maxDepth_;
    const char* begin_;
    const char* const* furthest_;
    std::vector<Json*> open_;
    Json* slot_ = nullptr;
};

} // namespace

nlohmann::json parseJson(std::string_view text, const std::string& where, std::size_t maxDepth) {
    nlohmann::json root;
    const char* furthest = text.data();
    Builder builder(root, where, maxDepth, text.data(), &furthest);
    const Cursor begin{text.data(), &furthest};
    const Cursor end{text.data() + text.size(), nullptr};
    nlohmann::json::sax_parse(begin, end, &builder);
    return root;
}

nlohmann::json readJson(const std::string& path, std::size_t maxBytes, std::size_t maxDepth) {
    return parseJson(readFile(path, maxBytes), path, maxDepth);
}

} // namespace stillhouse::base
