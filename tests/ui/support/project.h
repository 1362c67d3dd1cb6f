// SPDX-License-Identifier: GPL-3.0-or-later
// A small project on disk and the waiting that tests of the window need.
#pragma once
#include "core/api/experiment.h"

#include <gtest/gtest.h>

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <functional>

namespace stillhouse::tests {

/// Runs the event loop until `condition` holds; false after `milliseconds`.
inline bool waitFor(const std::function<bool()>& condition, int milliseconds = 10000) { return QTest::qWaitFor(condition, milliseconds); }

/// The bundled sample is written below the user's data folder: each test that opens it gets a folder, and so a sample, of its own.
class OwnDataFolder {
public:
    OwnDataFolder() { qputenv("XDG_DATA_HOME", folder_.path().toUtf8()); }
    ~OwnDataFolder() { qputenv("XDG_DATA_HOME", before_); }

private:
    const QByteArray before_ = qgetenv("XDG_DATA_HOME");
    const QTemporaryDir folder_;
};

inline void writeText(const QString& path, const QByteArray& text) {
    QFile file(path);
    ASSERT_TRUE(file.open(QIODevice::WriteOnly)) << qPrintable(path);
    file.write(text);
}

/// A folder with experiment.json: one stage per strategy, a teacher that is not there, four rows of data.
class SmallProject {
public:
    SmallProject() {
        writeText(path("data.jsonl"), "{\"id\":\"1\",\"prompt\":\"pay rent\",\"label\":\"low\"}\n"
                                      "{\"id\":\"2\",\"prompt\":\"wire abroad\",\"label\":\"high\"}\n"
                                      "{\"id\":\"3\",\"prompt\":\"buy bread\",\"label\":\"low\"}\n"
                                      "{\"id\":\"4\",\"prompt\":\"cash at night\",\"label\":\"high\"}\n");
        Experiment experiment;
        experiment.name = "Small";
        experiment.teachers.push_back({path("teacher").toStdString(), 1, {}});
        experiment.student.hidden = 32;
        experiment.student.layers = 1;
        experiment.student.heads = 2;
        experiment.student.kvHeads = 2;
        experiment.student.ffn = 64;
        experiment.data.train = path("data.jsonl").toStdString();
        StageSpec soft, sft;
        soft.stage = "distill.soft";
        sft.stage = "align.sft";
        experiment.strategies["A"] = {soft};
        experiment.strategies["B"] = {sft};
        const auto written = writeExperiment(experiment, path("experiment.json").toStdString());
        EXPECT_TRUE(written) << (written ? "" : written.error().english());
    }
    QString path(const char* name) const { return folder_.filePath(QLatin1String(name)); }
    QString folder() const { return folder_.path(); }

private:
    QTemporaryDir folder_;
};

} // namespace stillhouse::tests
