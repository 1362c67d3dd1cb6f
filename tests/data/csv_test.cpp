// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/data/support.h"

using namespace stillhouse;
using namespace stillhouse::tests;

namespace {

using Row = std::vector<std::string>;

struct Case {
    const char* name;
    std::string text;
    std::vector<Row> rows; ///< header left out
};

// Derived by hand from RFC 4180 section 2, rule by rule.
const std::vector<Case>& cases() {
    static const std::vector<Case> table = {
        {"rule 1: CR LF ends a row", "text,label\r\naaa,bbb\r\nzzz,yyy\r\n", {{"aaa", "bbb"}, {"zzz", "yyy"}}},
        {"rule 2: the last row may lack its line break", "text,label\r\naaa,bbb", {{"aaa", "bbb"}}},
        {"rule 4: spaces belong to the field", "text,label\r\n a a ,b \r\n", {{" a a ", "b "}}},
        {"rule 5: fields may be quoted", "text,label\r\n\"aaa\",\"bbb\"\r\n", {{"aaa", "bbb"}}},
        {"rule 6: line breaks, quotes and commas inside quotes", "text,label\r\n\"a\r\nb,\",c\r\n", {{"a\r\nb,", "c"}}},
        {"rule 7: a quote is doubled", "text,label\r\n\"a\"\"b\"\"\",\"\"\"\"\r\n", {{"a\"b\"", "\""}}},
        {"empty fields", "text,label\r\na,\r\nb,\"\"", {{"a", ""}, {"b", ""}}},
        {"LF alone", "text,label\na,b\nc,d\n", {{"a", "b"}, {"c", "d"}}},
        {"CR alone", "text,label\ra,b\rc,d\r", {{"a", "b"}, {"c", "d"}}},
        {"blank lines between and at the end", "text,label\n\na,b\n\n\nc,d\n\n", {{"a", "b"}, {"c", "d"}}},
        {"a quote inside an unquoted field is literal", "text,label\na\"b,c\n", {{"a\"b", "c"}}},
        {"quoted last field without line break", "text,label\na,\"b\"", {{"a", "b"}}},
        {"quoted header", "\"text\",\"label\"\na,b\n", {{"a", "b"}}},
    };
    return table;
}

} // namespace

TEST(Csv, FollowsRfc4180) {
    const TemporaryFolder folder;
    for (const Case& c : cases()) {
        const auto preview = previewData(folder.write("a.csv", c.text), {}, 50);
        ASSERT_TRUE(preview.ok()) << c.name << ": " << preview.error().english();
        EXPECT_EQ(preview->columns, (Row{"text", "label"})) << c.name;
        EXPECT_EQ(preview->rows, c.rows) << c.name;
    }
}

TEST(Csv, RaggedRowNamesLineCountsAndRemedy) {
    const TemporaryFolder folder;
    const auto got = import(folder.write("a.csv", "text,label\n\"two\nlines\",a\nshort\nfine,b\n"));
    EXPECT_NE(got.error.find("a.csv, line 4: This row has 1 columns, but the header in line 1 has 2."), std::string::npos) << got.error;
    EXPECT_NE(got.error.find("skip bad rows"), std::string::npos) << got.error;
}

TEST(Csv, BadRowsAreSkippedAndCountedOnRequest) {
    const TemporaryFolder folder;
    ReadOptions options;
    options.keepBadRows = true;
    const auto got = import(folder.write("a.csv", "text,label\none,a\nshort\n\"x\"y,b\n,b\ntwo,b\na,b,c\n"), options);
    EXPECT_EQ(got.error, "");
    EXPECT_EQ(got.summary.rows, 2);
    EXPECT_EQ(got.summary.skipped, 4);
    EXPECT_EQ(got.examples[1].prompt, "two");
    EXPECT_EQ(got.examples[1].id, "4") << "the record number counts bad rows too";
    ASSERT_FALSE(got.summary.warnings.empty());
    EXPECT_NE(got.summary.warnings[0].english().find("line 3"), std::string::npos) << got.summary.warnings[0].english();
}

TEST(Csv, OpenQuoteIsNamedWithTheLineWhereItsRowStarts) {
    const TemporaryFolder folder;
    const auto got = import(folder.write("a.csv", "text,label\na,b\n\"c,d\ne,f\n"));
    EXPECT_NE(got.error.find("line 3: A quote that opens in this row is never closed"), std::string::npos) << got.error;
    const auto after = import(folder.write("b.csv", "text,label\n\"a\nb\"c,d\n"));
    EXPECT_NE(after.error.find("line 3: Something stands between a closing quote"), std::string::npos) << after.error;
}

TEST(Csv, DelimiterIsFound) {
    const TemporaryFolder folder;
    for (const char delimiter : {',', ';', '\t', '|'}) {
        std::string text = "id_label_text\n1_a_\"one, two; three\"\n2_b_four | five\n";
        for (char& c : text)
            c = c == '_' ? delimiter : c;
        if (delimiter == '|')
            text.replace(text.find(" | "), 3, " / ");
        const auto preview = previewData(folder.write("a.csv", text), {}, 10);
        ASSERT_TRUE(preview.ok());
        EXPECT_EQ(preview->columns.size(), 3u) << delimiter;
        EXPECT_EQ(preview->mapping.prompt, "text");
        EXPECT_EQ(preview->format, delimiter == '\t' ? DataFormat::Tsv : DataFormat::Csv);
    }
}

TEST(Csv, HeaderFaultsAreErrors) {
    const TemporaryFolder folder;
    EXPECT_NE(import(folder.write("a.csv", "text,text\na,b\n")).error.find("Two columns are named 'text'"), std::string::npos);
    EXPECT_NE(import(folder.write("a.csv", "")).error.find("The file is empty"), std::string::npos);
    EXPECT_NE(import(folder.write("a.csv", "text,label\n")).error.find("No example"), std::string::npos);
    EXPECT_NE(import(folder.write("a.csv", "foo,bar\na,b\n")).error.find("No column looks like the prompt. Choose the column that holds the text. The columns are: foo, bar"),
              std::string::npos);
    ReadOptions options;
    options.mapping.label = "labl";
    EXPECT_NE(import(folder.write("a.csv", "text,label\na,b\n"), options).error.find("Did you mean 'label'?"), std::string::npos);
}

TEST(Csv, FieldsAcrossPiecesOfTheFileStayWhole) {
    // Pieces are 256 KiB and 1 MiB: rows of 100,003 bytes with quotes and CR LF cross every kind of border.
    const TemporaryFolder folder;
    std::string text = "text,label\r\n";
    for (int i = 0; i < 40; ++i)
        text += "\"" + std::string(49'990, char('a' + i % 26)) + "\"\"\r\n" + std::string(50'000, 'z') + "\"," + std::to_string(i) + "\r\n";
    const auto got = import(folder.write("a.csv", text));
    ASSERT_EQ(got.error, "");
    ASSERT_EQ(got.examples.size(), 40u);
    for (int i = 0; i < 40; ++i) {
        EXPECT_EQ(got.examples[std::size_t(i)].label, std::to_string(i));
        EXPECT_EQ(got.examples[std::size_t(i)].prompt.size(), 49'990u + 3 + 50'000);
    }
}
