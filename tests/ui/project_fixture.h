// SPDX-License-Identifier: GPL-3.0-or-later
// A project in a temporary folder, with as many examples as a test wants, and a session that has opened it.
#pragma once
#include "core/api/experiment.h"
#include "core/api/store.h"
#include "widgets/session.h"

#include <gtest/gtest.h>

#include <QFile>
#include <QLabel>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

namespace stillhouse::tests {

class ProjectFixture : public ::testing::Test {
protected:
    /// Examples "example text number<i>", labels high, low, medium in turn, split by their text.
    void open(int examples) {
        Experiment experiment;
        experiment.name = "test";
        experiment.strategies["A"].push_back({"distill.soft", {}, false});
        const std::string folder = folder_.path().toStdString();
        ASSERT_TRUE(writeExperiment(experiment, folder + "/experiment.json").ok());
        if (examples > 0)
            fill(folder + "/project.db", examples);
        session_.openProject(folder);
        ASSERT_EQ(session_.projectFolder(), folder);
    }

    static void fill(const std::string& path, int count) {
        auto store = Store::open(path);
        ASSERT_TRUE(store.ok()) << store.error().english();
        const auto dataset = store->addDataset("examples.jsonl", "examples.jsonl");
        ASSERT_TRUE(dataset.ok());
        static const char* const labels[] = {"high", "low", "medium"};
        ImportSummary summary;
        std::vector<Example> batch;
        for (int i = 0; i < count; ++i) {
            Example example{std::to_string(i), "example text number" + std::to_string(i), "", labels[i % 3], i % 5 ? "train" : "test", "synthetic", {}};
            ++summary.rows, ++summary.labels[example.label], ++summary.splits[example.split];
            batch.push_back(std::move(example));
            if (batch.size() == 20'000 || i + 1 == count) {
                ASSERT_TRUE(store->addExamples(*dataset, batch).ok());
                batch.clear();
            }
        }
        ASSERT_TRUE(store->finishDataset(*dataset, summary).ok());
    }

    QString write(const QString& name, const QByteArray& content) {
        QFile file(folder_.filePath(name));
        EXPECT_TRUE(file.open(QIODevice::WriteOnly));
        file.write(content);
        return file.fileName();
    }

    static void show(QWidget& widget) {
        widget.resize(1100, 720);
        widget.show();
        ASSERT_TRUE(QTest::qWaitForWindowExposed(&widget));
    }

    static QPushButton* visibleButton(const QWidget& root, const QString& text) {
        for (auto* button : root.findChildren<QPushButton*>())
            if (button->isVisible() && button->text() == text)
                return button;
        return nullptr;
    }

    static bool visibleText(const QWidget& root, const QString& text) {
        for (auto* label : root.findChildren<QLabel*>())
            if (label->isVisible() && label->text().contains(text))
                return true;
        return false;
    }

    widgets::Session& session() { return session_; }
    QString folder() const { return folder_.path(); }

private:
    QTemporaryDir folder_;
    widgets::Session session_;
};

} // namespace stillhouse::tests
