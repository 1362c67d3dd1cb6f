// SPDX-License-Identifier: GPL-3.0-or-later
// The Data page with a million examples: how long a filter, a search, a sort and a jump take until the rows are on screen, and the longest
// turn of the event loop meanwhile. A measurement, not a verdict, so it runs only when asked for:
//   test_ui --gtest_also_run_disabled_tests --gtest_filter='*MillionExamples*'
#include "tests/ui/project_fixture.h"
#include "widgets/models/example_table.h"
#include "widgets/panels/data_panel.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTableView>
#include <QThread>
#include <algorithm>
#include <ctime>
#include <functional>
#include <iostream>
#include <random>

using namespace stillhouse;
using namespace stillhouse::widgets;

namespace {

constexpr std::int64_t kMillion = 1'000'000;

/// About 30 words of a Zipf-like vocabulary: the length of a transaction review.
std::vector<Example> millionPart(std::int64_t first, std::int64_t count) {
    static const char* const labels[] = {"high", "low", "medium", ""};
    std::mt19937 random{unsigned(first)};
    std::vector<Example> out(static_cast<std::size_t>(count));
    for (auto& e : out) {
        e.id = std::to_string(first++);
        for (int n = 0; n < 30; ++n)
            e.prompt += "word" + std::to_string(20000 / (1 + random() % 20000)) + " ";
        e.label = labels[random() % 4];
        e.split = random() % 5 ? "train" : "test";
        e.source = random() % 2 ? "bank" : "shop";
    }
    return out;
}

class DataPanelBench : public tests::ProjectFixture {
protected:
    void import() {
        auto store = Store::open(session().storePath());
        const auto id = *store->addDataset("million", "million.jsonl");
        std::int64_t nanoseconds = 0;
        for (std::int64_t first = 0; first < kMillion; first += 5000) {
            const auto part = millionPart(first, 5000);
            QElapsedTimer clock;
            clock.start();
            ASSERT_TRUE(store->addExamples(id, part).ok());
            nanoseconds += clock.nsecsElapsed();
        }
        std::cout << "import into the store: " << double(nanoseconds) / 1e9 << " s\n";
        std::vector<std::pair<std::int64_t, LabelSuggestion>> suggestions;
        ASSERT_TRUE(store->beginSuggestions(id, {"k", "m", {"a", "b"}}).ok());
        for (std::int64_t row = 1; row <= 100'000; ++row)
            suggestions.emplace_back(row * 7, suggestionOf({double(row % 97) / 97, 1 - double(row % 97) / 97}, {"a", "b"}));
        ASSERT_TRUE(store->addSuggestions(id, suggestions).ok());
    }
    /// Runs `begin` and the event loop until `done`, some times; prints the median and the longest, the median of the processor time (what it
    /// would take on a machine that does nothing else), and the longest turn of the loop.
    void measure(const char* name, const std::function<void(int)>& begin, const std::function<bool()>& done) {
        std::vector<double> took, busy;
        double longest = 0;
        for (int i = 0; i < 7; ++i) {
            QElapsedTimer all, turn;
            const std::clock_t before = std::clock();
            all.start();
            turn.start();
            begin(i);
            longest = std::max(longest, double(turn.nsecsElapsed()) / 1e6);
            while (!done()) {
                turn.start();
                QCoreApplication::processEvents();
                longest = std::max(longest, double(turn.nsecsElapsed()) / 1e6);
                QThread::usleep(100);
            }
            took.push_back(double(all.nsecsElapsed()) / 1e6);
            busy.push_back(1e3 * double(std::clock() - before) / CLOCKS_PER_SEC);
            QTest::qWait(150);
        }
        std::sort(took.begin(), took.end());
        std::sort(busy.begin(), busy.end());
        std::cout << name << ": median " << took[3] << " ms (processor " << busy[3] << " ms), longest " << took[6] << " ms; longest turn of the UI thread " << longest << " ms\n";
    }
};

} // namespace

TEST_F(DataPanelBench, DISABLED_MillionExamples) {
    open(0);
    import();
    DataPanel panel(session());
    show(panel);
    auto* model = panel.findChild<ExampleTable*>();
    auto* table = panel.findChild<QTableView*>(QStringLiteral("examples"));
    ASSERT_TRUE(QTest::qWaitFor([&] { return model->rowCount() == kMillion && model->row(0); }, 60'000));
    QTest::qWait(500);
    bool loaded = false;
    QObject::connect(model, &ExampleTable::loaded, &panel, [&] { loaded = true; });
    const auto query = [&](const char* name, const std::function<void(ExampleQuery&, int)>& change) {
        measure(name,
                [&](int i) {
                    ExampleQuery next;
                    next.dataset = model->query().dataset;
                    change(next, i);
                    loaded = false;
                    model->setQuery(next);
                },
                [&] { return loaded && (model->rowCount() == 0 || model->row(0)); });
    };
    query("all examples", [](ExampleQuery&, int) {});
    query("filter by label", [](ExampleQuery& q, int i) { q.label = i % 2 ? "high" : "low"; });
    query("filter by label, split and source", [](ExampleQuery& q, int i) { q.label = i % 2 ? "high" : "∅", q.split = "train", q.source = "bank"; });
    query("search for a rare word", [](ExampleQuery& q, int i) { q.search = "word" + std::to_string(200 + i * 7) + " "; });
    query("search for a word in every eighth", [](ExampleQuery& q, int i) { q.search = "word" + std::to_string(12 + i) + " "; });
    query("search while typing", [](ExampleQuery& q, int i) { q.search = "word" + std::to_string(30 + i); });
    query("sort by prompt", [](ExampleQuery& q, int i) { q.sortBy = "prompt", q.descending = i % 2; });
    query("sort by length", [](ExampleQuery& q, int i) { q.sortBy = "length", q.descending = i % 2; });
    query("most uncertain first", [](ExampleQuery& q, int) { q.sortBy = "uncertainty", q.descending = true; });
    query("filter and sort", [](ExampleQuery& q, int i) { q.label = "high", q.split = "test", q.sortBy = "length", q.descending = i % 2; });
    query("not labelled by me", [](ExampleQuery& q, int i) { q.openFor = "ann" + std::to_string(i); });
    query("all examples", [](ExampleQuery&, int) {});
    int target = 0;
    measure("jump anywhere",
            [&](int i) {
                target = int((i * 397'211LL + 123'457) % kMillion);
                table->scrollTo(model->index(target, 0), QAbstractItemView::PositionAtTop);
            },
            [&] { return model->row(target).has_value(); });
    measure("label", [&](int i) { table->setFocus(); table->setCurrentIndex(model->index(100 + i * 50, 1)); ASSERT_TRUE(QTest::qWaitFor([&] { return model->row(100 + i * 50).has_value(); })); target = table->currentIndex().row(); QTest::keyClick(table, Qt::Key_1); },
            [&] { return table->currentIndex().row() != target; });
}
