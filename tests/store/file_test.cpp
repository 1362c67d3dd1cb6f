// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/store/temporary_store.h"

#include <csignal>
#include <fstream>
#include <iterator>
#include <random>
#include <sys/resource.h>
#include <sys/wait.h>

using namespace stillhouse;
using namespace stillhouse::tests;

namespace {

class FileTest : public StoreTest {
protected:
    std::string bytes() const {
        std::ifstream file(path_, std::ios::binary);
        return {std::istreambuf_iterator<char>(file), {}};
    }
    void put(const std::string& content) const { std::ofstream(path_, std::ios::binary) << content; }
    /// Opening must fail, and no byte of the file may change, nor may a file appear beside it.
    Error refused() const {
        const std::string before = bytes();
        const auto result = Store::open(path_);
        EXPECT_FALSE(result);
        EXPECT_EQ(bytes(), before);
        EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder_), {}), 1);
        return result ? Error{} : result.error();
    }
};

/// Everything that reads; each call must give a value or an error.
void readAll(const std::string& path) {
    auto store = Store::open(path);
    if (!store)
        return;
    std::vector<std::string> ids{"none"};
    if (const auto runs = store->runs())
        for (const RunRow& row : *runs)
            ids.push_back(row.id);
    for (const std::string& id : ids) {
        (void)store->metricNames(id, "A").ok();
        (void)store->metric(id, "A", 0, "loss", 10).ok();
        (void)store->events(id).ok();
        (void)store->stages(id).ok();
        (void)store->artifacts(id).ok();
        (void)store->evaluations(id).ok();
        (void)store->predictions(id, "A").ok();
    }
    (void)store->comparison({}).ok();
    (void)store->datasets().ok();
    (void)store->labelCounts(1).ok();
    for (const char* sort : {"", "id", "length"})
        if (const auto found = store->exampleIds({1, "card", "", "", "", sort, false}))
            (void)store->examples(*found).ok();
    (void)store->setSetting("k", "v").ok();
}

void fill(Store& store) {
    const std::int64_t dataset = must(store.addDataset("d", "/d"));
    must(store.addExamples(dataset, std::vector<Example>(50, {"1", "card payment", "", "fraud", "train", "bank", {"t"}})));
    const std::string run = beginRun(store);
    std::vector<Report> reports{Event{}, Artifact{"A", "model", "/m", 1, ""}, StageState{"A", 0, "s", StageStatus::Done, 1},
                                LatencyRecord{"A", "classify", {1, 2}, 1, "", "", "", true, 0}};
    Evaluation evaluation;
    evaluation.subject = "A";
    evaluation.labels = {"x"};
    evaluation.metrics = {{"accuracy", {1, 1, 1}}};
    evaluation.confusion = {{1}};
    evaluation.predictions = {{"1", "x", "x", {1}}};
    reports.push_back(evaluation);
    for (int i = 0; i < 500; ++i)
        reports.push_back(Metric{"A", 0, "loss", i, 1.0 / (i + 1)});
    must(store.write(run, reports));
}

} // namespace

TEST_F(FileTest, AFileOfVersionOneIsBroughtForwardWithItsData) {
    std::ifstream script(std::string(STILLHOUSE_SOURCE_DIR) + "/tests/store/version_1.sql");
    execute(std::string(std::istreambuf_iterator<char>(script), {}));
    EXPECT_EQ(sql("PRAGMA user_version"), "1");
    Store store = open();
    EXPECT_EQ(must(store.runs()).at(0).name, "Old run");
    EXPECT_EQ(must(store.runs()).at(0).status, "finished");
    EXPECT_EQ(must(store.metric("r1", "A", 0, "loss")).values, (std::vector<double>{2, 1.5}));
    EXPECT_EQ(must(store.examples(must(store.exampleIds({1, "card", "", "", "", "", false})))).at(0).example.prompt, "card payment");
    EXPECT_EQ(must(store.comparison({})).rows.at(0).metrics.at(0).interval.value, 0.9);
    EXPECT_EQ(sql("SELECT name || ' ' || stages FROM v_runs"), "Old run 0");
    EXPECT_EQ(sql("PRAGMA user_version"), "5");
    EXPECT_EQ(sql("PRAGMA journal_mode"), "wal");
}

TEST_F(FileTest, ANewFileCarriesItsMarks) {
    { Store store = open(); }
    EXPECT_EQ(sql("PRAGMA application_id"), std::to_string(0x5374696C));
    EXPECT_EQ(sql("SELECT count(*) FROM pragma_foreign_key_check"), "0");
}

TEST_F(FileTest, NewerFilesAreRefusedUntouched) {
    { Store store = open(); }
    execute("PRAGMA user_version = 99; PRAGMA wal_checkpoint(TRUNCATE)");
    const Error error = refused();
    EXPECT_EQ(error.kind, ErrorKind::Unsupported);
    EXPECT_NE(error.what.english().find("99"), std::string::npos);
    EXPECT_EQ(error.where, path_);
}

TEST_F(FileTest, ForeignFilesAreRefusedUntouched) {
    put("{\"name\": \"not a database\"}");
    EXPECT_EQ(refused().kind, ErrorKind::BadInput);
    put(std::string(5000, 'x'));
    EXPECT_EQ(refused().kind, ErrorKind::BadInput);
    std::filesystem::remove(path_);
    execute("CREATE TABLE bookmarks(url)");
    EXPECT_EQ(refused().kind, ErrorKind::BadInput);
    execute("PRAGMA application_id = 7");
    EXPECT_EQ(refused().kind, ErrorKind::BadInput);
    EXPECT_EQ(Store::open(folder_.string()).error().kind, ErrorKind::BadInput);
    EXPECT_EQ(Store::open((folder_ / "none" / "p.db").string()).error().kind, ErrorKind::Io);
}

TEST_F(FileTest, AnEmptyFileBecomesAProject) {
    put("");
    Store store = open();
    EXPECT_TRUE(must(store.runs()).empty());
}

TEST_F(FileTest, FlippedBytesGiveErrorsAndNeverACrash) {
    {
        Store store = open();
        fill(store);
    }
    execute("PRAGMA wal_checkpoint(TRUNCATE)");
    const std::string good = bytes();
    ASSERT_GT(good.size(), 50000u);
    std::mt19937 random(11);
    int errors = 0;
    for (int round = 0; round < 150; ++round) {
        std::string bad = good;
        if (round % 10 == 9)
            bad.resize(random() % bad.size());
        else if (round % 10 == 8)
            std::fill_n(bad.begin() + 100 + random() % (bad.size() - 5000), 4096, static_cast<char>(random()));
        else
            for (int i = 0; i < 40; ++i)
                bad[100 + random() % (bad.size() - 100)] ^= static_cast<char>(1u << random() % 8);
        for (const char* suffix : {"-wal", "-shm", "-journal"})
            std::filesystem::remove(path_ + suffix);
        put(bad);
        auto store = Store::open(path_);
        errors += !store || !store->comparison({}) || !store->datasets();
        readAll(path_);
    }
    EXPECT_GT(errors, 5); // the damage was real
}

TEST_F(FileTest, AFullDiskIsToldAndLosesNothing) {
    {
        Store store = open();
        beginRun(store);
    }
    const pid_t child = fork();
    if (child == 0) { // a limit on file sizes makes writes fail as on a full disk, for this child alone
        std::signal(SIGXFSZ, SIG_IGN);
        Store store = must(Store::open(path_));
        const std::string id = must(store.runs()).at(0).id;
        must(store.write(id, {Metric{"A", 0, "loss", 1, 1}}));
        const rlimit limit{400000, 400000};
        setrlimit(RLIMIT_FSIZE, &limit);
        std::vector<Report> reports;
        for (int i = 2; i < 200000; ++i)
            reports.push_back(Metric{"A", 0, "loss", i, 1});
        const auto result = store.write(id, reports);
        _exit(!result && result.error().kind == ErrorKind::Io ? 7 : 1);
    }
    int status = 0;
    waitpid(child, &status, 0);
    EXPECT_EQ(WEXITSTATUS(status), 7);
    Store store = open();
    const std::string id = must(store.runs()).at(0).id;
    EXPECT_EQ(must(store.metric(id, "A", 0, "loss")).steps, std::vector<double>{1});
    EXPECT_EQ(sql("PRAGMA integrity_check"), "ok");
}
