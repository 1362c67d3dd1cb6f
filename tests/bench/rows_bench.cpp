// SPDX-License-Identifier: GPL-3.0-or-later
// A data set of 1e6 examples on the Data page: the import of its file, and how long a scroll, filter, search or sort takes until its rows stand
// in the table. Real widgets without a screen; every figure is the mean, `longest` and `ui` the slowest answer and the longest turn of the
// UI thread, `processor` the mean processor time of all threads, in milliseconds: the least that a machine at other work would need.
// STILLHOUSE_BENCH_ROWS: another number of examples. Run with nothing else at work.
#include "app/import_job.h"
#include "core/api/experiment.h"
#include "widgets/models/example_lists.h"
#include "widgets/models/example_table.h"
#include "widgets/panels/data_panel.h"
#include "widgets/session.h"
#include "widgets/theme.h"

#include <benchmark/benchmark.h>
#include <ctime>
#include <fstream>
#include <QApplication>
#include <QElapsedTimer>
#include <QScrollBar>
#include <QTableView>
#include <QTemporaryDir>
#include <QThread>
#include <random>
#include <stdexcept>

using namespace stillhouse;
using namespace stillhouse::widgets;

namespace {

std::int64_t rowCount() {
    const int asked = qEnvironmentVariableIntValue("STILLHOUSE_BENCH_ROWS");
    return asked > 0 ? asked : 1'000'000;
}

template <class T>
T must(Result<T> result) {
    if (!result)
        throw std::runtime_error(result.error().english());
    return std::move(*result);
}

double milliseconds(const QElapsedTimer& clock) { return double(clock.nsecsElapsed()) / 1e6; }

/// About 30 words of a Zipf-like vocabulary: the length of a transaction review.
void writeRows(const std::string& path) {
    static const char* const labels[] = {"high", "low", "medium", ""};
    std::ofstream out(path);
    std::mt19937 random{1};
    for (std::int64_t i = 0; i < rowCount(); ++i) {
        out << "{\"id\":\"" << i << "\",\"prompt\":\"";
        for (int n = 0; n < 30; ++n)
            out << "word" << 20000 / (1 + random() % 20000) << ' ';
        out << i << "\",\"label\":\"" << labels[random() % 4] << "\",\"source\":\"" << (random() % 2 ? "bank" : "shop") << "\"}\n";
    }
}

/// A project whose page is open, filled by the first benchmark.
struct Page {
    Page() {
        writeRows(path("rows.jsonl"));
        Experiment experiment;
        experiment.name = "rows";
        if (const auto written = writeExperiment(experiment, path("experiment.json")); !written)
            throw std::runtime_error(written.error().english());
    }
    std::string path(const char* name) const { return folder.filePath(QLatin1String(name)).toStdString(); }

    void import() {
        RunControl control;
        app::ImportRequest request{folder.path().toStdString(), path("project.db"), path("rows.jsonl"), {}, {}, false};
        auto outcome = must(app::importIntoProject(request, control));
        Experiment experiment = must(readExperiment(path("experiment.json")));
        experiment.data.train = outcome.train;
        (void)writeExperiment(experiment, path("experiment.json"));
        imported = true;
    }
    /// A tenth of the rows with a suggestion, labels of two people on a hundredth.
    void label() {
        Store store = must(Store::open(path("project.db")));
        (void)store.beginSuggestions(1, {"k", "m", {"high", "low"}});
        std::vector<std::pair<std::int64_t, LabelSuggestion>> suggestions;
        std::vector<std::pair<std::string, std::string>> mine, yours;
        for (std::int64_t row = 1; row <= rowCount(); row += 10)
            suggestions.emplace_back(row, suggestionOf({double(row % 97) / 97, 1 - double(row % 97) / 97}, {"high", "low"}));
        for (std::int64_t id = 0; id < rowCount(); id += 100) {
            mine.emplace_back(std::to_string(id), "high");
            yours.emplace_back(std::to_string(id), id % 300 ? "high" : "low");
        }
        if (!store.addSuggestions(1, suggestions) || !store.addAnnotations(1, mine, "ann") || !store.addAnnotations(1, yours, "bob"))
            throw std::runtime_error("labels were not written");
    }
    void open() {
        if (!imported)
            import();
        label();
        session.openProject(folder.path().toStdString());
        panel = std::make_unique<DataPanel>(session);
        panel->resize(1600, 1000);
        panel->show();
        table = panel->findChild<QTableView*>(QStringLiteral("examples"));
        model = panel->findChild<ExampleTable*>();
        QObject::connect(model, &ExampleTable::loaded, panel.get(), [this] { loaded = true; });
        wait([&] { return model->rowCount() == rowCount() && model->row(0); });
        for (bool warm = false; !warm;) {
            std::optional<bool> answer;
            model->lists().query<bool>(panel.get(), {}, [](Store&, ExampleIndex& index) { return Result<bool>(index.ready(1)); }, [&](Result<bool> ready) { answer = ready && *ready; });
            wait([&] { return answer.has_value(); });
            warm = *answer;
        }
    }
    /// Runs the event loop until `done`; returns its longest turn.
    static double wait(const std::function<bool()>& done) {
        double longest = 0;
        QElapsedTimer turn;
        while (!done()) {
            turn.start();
            QCoreApplication::processEvents();
            longest = std::max(longest, milliseconds(turn));
            QThread::usleep(50);
        }
        return longest;
    }
    /// Every row that can be seen is there.
    bool shown() const {
        if (model->rowCount() == 0)
            return true;
        const int last = std::min(model->rowCount(), table->rowAt(0) + table->viewport()->height() / table->rowHeight(0) + 1);
        for (int row = std::max(0, table->rowAt(0)); row < last; ++row)
            if (!model->row(row))
                return false;
        return true;
    }

    QTemporaryDir folder;
    Session session;
    std::unique_ptr<DataPanel> panel;
    QTableView* table = nullptr;
    ExampleTable* model = nullptr;
    bool imported = false, loaded = false;
};

Page& page() {
    static Page* const page = new Page; // taken down by main
    return *page;
}

void measure(benchmark::State& state, const std::function<void(int)>& begin, const std::function<bool()>& done) {
    if (!page().panel)
        page().open();
    int i = 0;
    double longest = 0, ui = 0, processor = 0;
    for (auto _ : state) {
        QElapsedTimer clock;
        const std::clock_t before = std::clock();
        clock.start();
        begin(i++);
        ui = std::max({ui, milliseconds(clock), Page::wait(done)});
        state.SetIterationTime(milliseconds(clock) / 1e3);
        longest = std::max(longest, milliseconds(clock));
        processor += 1e3 * double(std::clock() - before) / CLOCKS_PER_SEC;
        QElapsedTimer rest;
        rest.start();
        Page::wait([&] { return rest.elapsed() > 100; });
    }
    state.counters["longest"] = longest;
    state.counters["ui"] = ui;
    state.counters["processor"] = processor / i;
    state.counters["rows"] = double(page().model->rowCount());
}

void importFile(benchmark::State& state) {
    (void)page();
    for (auto _ : state)
        page().import();
    state.counters["rows/s"] = benchmark::Counter(double(rowCount()), benchmark::Counter::kIsRate);
}
BENCHMARK(importFile)->Iterations(1)->Unit(benchmark::kSecond)->UseRealTime();

void openPage(benchmark::State& state) {
    for (auto _ : state)
        page().open();
}
BENCHMARK(openPage)->Iterations(1)->Unit(benchmark::kSecond)->UseRealTime();

void scroll(benchmark::State& state) {
    measure(
        state, [](int i) { page().table->verticalScrollBar()->setValue(int((i * 397'211LL + 123'457) % rowCount())); }, [] { return page().shown(); });
}
BENCHMARK(scroll)->Iterations(15)->Unit(benchmark::kMillisecond)->UseManualTime();

using Change = void (*)(ExampleQuery&, int);

void list(benchmark::State& state, Change change) {
    measure(
        state,
        [change](int i) {
            ExampleQuery query;
            query.dataset = 1;
            change(query, i);
            page().loaded = false;
            page().model->setQuery(query);
        },
        [] { return page().loaded && page().shown(); });
}
#define LIST(name, ...) BENCHMARK_CAPTURE(list, name, [](ExampleQuery& q, [[maybe_unused]] int i) { __VA_ARGS__; })->Iterations(8)->Unit(benchmark::kMillisecond)->UseManualTime()
LIST(all, (void)q);
LIST(filter_label, q.label = i % 2 ? "high" : "∅");
LIST(filter_split, q.split = i % 2 ? "train" : "test");
LIST(filter_label_split_source, q.label = i % 2 ? "high" : "low", q.split = "train", q.source = "bank");
LIST(filter_not_labelled_by_me, q.openFor = "ann");
LIST(filter_annotators_differ, q.disputed = true);
LIST(filter_flagged, q.flagged = true);
LIST(search_rare_word, q.search = "word" + std::to_string(200 + i * 7) + " ");
LIST(search_word_of_every_tenth, q.search = "word" + std::to_string(12 + i) + " ");
LIST(search_word_of_every_second, q.search = i % 2 ? "word5 " : "word4 ");
LIST(search_most_common_word, q.search = i % 2 ? "word1 " : "word1  word2 ");
LIST(search_while_typing, q.search = "word" + std::to_string(30 + i));
LIST(search_while_typing_the_first_letters, q.search = std::string("word12345").substr(0, std::size_t(3 + i % 4)));
LIST(sort_id, q.sortBy = "id", q.descending = i % 2);
LIST(sort_prompt, q.sortBy = "prompt", q.descending = i % 2);
LIST(sort_label, q.sortBy = "label", q.descending = i % 2);
LIST(sort_split, q.sortBy = "split", q.descending = i % 2);
LIST(sort_source, q.sortBy = "source", q.descending = i % 2);
LIST(sort_length, q.sortBy = "length", q.descending = i % 2);
LIST(sort_most_uncertain_first, q.sortBy = "uncertainty", q.descending = true);
LIST(filters_and_sort, q.label = "high", q.split = "test", q.sortBy = i % 2 ? "length" : "prompt", q.descending = i % 3 == 0);
LIST(filters_search_and_sort, q.label = "low", q.source = "shop", q.search = "word" + std::to_string(12 + i) + " ", q.sortBy = i % 2 ? "label" : "uncertainty", q.descending = true);

} // namespace

int main(int argc, char** argv) {
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    const QTemporaryDir home; // settings are kept out of the user's own
    qputenv("XDG_CONFIG_HOME", home.path().toUtf8());
    QApplication application(argc, argv);
    theme().apply(Theme::Mode::Light);
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    delete &page();
}
