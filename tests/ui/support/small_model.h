// SPDX-License-Identifier: GPL-3.0-or-later
// A project whose teacher is a real model that fits a test: the bundled sample's, copied, with a text to calibrate and measure on.
#pragma once
#include "tests/ui/project_fixture.h"

#include <QDir>
#include <QFileInfo>

namespace stillhouse::tests {

class SmallModelFixture : public ProjectFixture {
protected:
    /// Opens the project; its teacher is <project>/wise, its training data <project>/text.txt.
    void openWithTeacher() {
        open(0);
        const QDir from(QStringLiteral(STILLHOUSE_SOURCE_DIR "/resources/sample/teacher"));
        ASSERT_TRUE(QDir(folder()).mkpath(QStringLiteral("wise")));
        for (const QString& name : from.entryList(QDir::Files))
            ASSERT_TRUE(QFile::copy(from.filePath(name), model() + u'/' + name));
        QByteArray text;
        for (int i = 0; i < 400; ++i)
            text += "The transfer of " + QByteArray::number(37 * i % 900) + " to a new account abroad was reviewed at night. ";
        const QString data = write(QStringLiteral("text.txt"), text);
        Experiment experiment = session().experiment();
        experiment.teachers.push_back({model().toStdString(), 1, {}});
        experiment.data.train = data.toStdString();
        session().setExperiment(std::move(experiment));
    }
    QString model() const { return folder() + QStringLiteral("/wise"); }
    /// A folder that looks like a model until it is read.
    QString brokenModel() {
        EXPECT_TRUE(QDir(folder()).mkpath(QStringLiteral("broken")));
        write(QStringLiteral("broken/config.json"), "{\"model_type\":\"llama\"");
        return folder() + QStringLiteral("/broken");
    }
};

} // namespace stillhouse::tests
