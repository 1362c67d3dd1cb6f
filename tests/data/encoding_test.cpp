// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/encoding.h"
#include "tests/data/support.h"

using namespace stillhouse;
using namespace stillhouse::tests;

namespace {

std::string utf16(const std::u16string& text, bool little, bool mark) {
    std::string out = mark ? (little ? "\xFF\xFE" : "\xFE\xFF") : "";
    for (const char16_t unit : text) {
        const char low = char(unit & 0xff), high = char(unit >> 8);
        out += little ? low : high;
        out += little ? high : low;
    }
    return out;
}

} // namespace

TEST(Encoding, Utf16AndMarksAreRead) {
    const TemporaryFolder folder;
    const std::u16string text = u"text,label\nh\u00e9llo \U0001F600,a\n";
    const std::string utf8 = "text,label\nh\xc3\xa9llo \xf0\x9f\x98\x80,a\n";
    const std::pair<std::string, std::string> files[] = {{"UTF-8", utf8},
                                                         {"UTF-8 with BOM", "\xEF\xBB\xBF" + utf8},
                                                         {"UTF-16LE", utf16(text, true, true)},
                                                         {"UTF-16BE", utf16(text, false, true)},
                                                         {"UTF-16LE", utf16(text, true, false)},
                                                         {"UTF-16BE", utf16(text, false, false)}};
    for (const auto& [name, content] : files) {
        const auto path = folder.write("a.csv", content);
        EXPECT_EQ(previewData(path, {}, 5)->encoding, name);
        const auto got = import(path);
        ASSERT_EQ(got.error, "") << name;
        EXPECT_EQ(got.examples[0].prompt, "h\xc3\xa9llo \xf0\x9f\x98\x80") << name;
    }
}

TEST(Encoding, Windows1252IsShownButOnlyImportedWhenAskedFor) {
    const TemporaryFolder folder;
    const auto path = folder.write("a.csv", "text,label\nok,a\ncaf\xe9 \x80,b\n");
    const auto preview = previewData(path, {}, 5);
    ASSERT_TRUE(preview.ok());
    EXPECT_EQ(preview->encoding, "Windows-1252 (assumed)");
    EXPECT_EQ(preview->rows[1][0], "caf\xc3\xa9 \xe2\x82\xac");
    ASSERT_FALSE(preview->warnings.empty());
    // "text,label\n" is 11 bytes, "ok,a\n" 5, "caf" 3: the byte stands at offset 19 in line 3.
    EXPECT_NE(import(path).error.find("a.csv, line 3, byte 19: The byte 0xE9 is not UTF-8 here"), std::string::npos) << import(path).error;
    ReadOptions options;
    options.encoding = "windows-1252";
    EXPECT_EQ(import(path, options).examples[1].prompt, "caf\xc3\xa9 \xe2\x82\xac");
    options.encoding = "koi8-r";
    EXPECT_NE(import(path, options).error.find("There is no encoding 'koi8-r'"), std::string::npos);
}

TEST(Encoding, FaultsFarIntoTheFileAreFound) {
    const TemporaryFolder folder;
    std::string text = "text,label\n";
    while (text.size() < 700'000)
        text += "row,a\n";
    const auto at = text.size();
    EXPECT_NE(import(folder.write("a.csv", text + "\xC3(,b\n")).error.find("byte " + std::to_string(at) + ": The byte 0xC3"), std::string::npos);
    EXPECT_NE(import(folder.write("a.csv", text + "\xF0\x9F\x98")).error.find("byte " + std::to_string(at)), std::string::npos) << "cut inside a character";
    EXPECT_NE(import(folder.write("a.csv", text + std::string("x\0y,b\n", 6))).error.find("NUL byte"), std::string::npos);
}

TEST(Encoding, Utf16FaultsAreNamed) {
    const TemporaryFolder folder;
    std::u16string text = u"text,label\nab,c\n";
    EXPECT_NE(import(folder.write("a.csv", utf16(text + u'\xDC00' + u"x,y\n", true, true))).error.find("line 3, byte 34: Half of a UTF-16 pair"), std::string::npos);
    EXPECT_NE(import(folder.write("a.csv", utf16(text, true, true) + "x")).error.find("Half of a UTF-16 pair"), std::string::npos);
}

TEST(Encoding, ValidPrefixKnowsRfc3629) {
    const std::pair<std::string, std::size_t> cases[] = {
        {"plain ascii over eight", 22}, {"\xC3\xA9", 2},          {"\xC0\x80", 0},         {"\xE0\x80\x80", 0},     {"\xED\xA0\x80", 0},
        {"\xEF\xBF\xBF", 3},            {"\xF4\x8F\xBF\xBF", 4}, {"\xF4\x90\x80\x80", 0}, {"ab\xE2\x82", 2},       {"\x80", 0},
        {"\xF0\x8F\xBF\xBF", 0},        {"abcdefgh\xFFz", 8}};
    for (const auto& [text, valid] : cases)
        EXPECT_EQ(data::validUtf8Prefix(text), valid) << text;
}
