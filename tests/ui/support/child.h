// SPDX-License-Identifier: GPL-3.0-or-later
// A test of this program in a process of its own, which may be killed, starved of disk or run beside another. What it prints as
// "> word…" is what it has been told is done.
#pragma once
#include <gtest/gtest.h>

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QProcess>
#include <QTest>
#include <cstdio>
#include <map>

namespace stillhouse::tests {

/// In the child: tells its parent, at once.
inline void tell(const QString& line) {
    std::fprintf(stdout, "> %s\n", qPrintable(line));
    std::fflush(stdout);
}

class Child {
public:
    /// Starts the test `name` (disabled, so that nobody else runs it) with these variables. `prefix`: a shell command that ends in
    /// `exec "$@"` and is given the program as its arguments.
    Child(const QString& name, const std::map<QString, QString>& variables, const QString& prefix = {}) {
        auto environment = QProcessEnvironment::systemEnvironment();
        for (const auto& [key, value] : variables)
            environment.insert(key, value);
        process_.setProcessEnvironment(environment);
        process_.setProcessChannelMode(QProcess::MergedChannels);
        QStringList words{QCoreApplication::applicationFilePath(), QStringLiteral("--gtest_also_run_disabled_tests"),
                          QStringLiteral("--gtest_filter=") + name};
        if (!prefix.isEmpty())
            words = QStringList{QStringLiteral("bash"), QStringLiteral("-c"), prefix, QStringLiteral("bash")} + words;
        process_.start(words.takeFirst(), words);
    }
    ~Child() { kill(); }

    bool wait(int milliseconds = 120000) { return process_.state() == QProcess::NotRunning || process_.waitForFinished(milliseconds); }
    bool running() const { return process_.state() != QProcess::NotRunning; }
    void kill() {
        if (!running())
            return;
        process_.kill(); // SIGKILL
        process_.waitForFinished(30000);
    }
    /// Waits until it has told a line that begins so.
    bool waitFor(const QString& start, int milliseconds = 60000) {
        QElapsedTimer clock;
        clock.start();
        while (told(start).isEmpty() && running() && clock.elapsed() < milliseconds)
            process_.waitForReadyRead(50);
        return !told(start).isEmpty();
    }
    /// The lines told so far that begin so, without "> ".
    QStringList told(const QString& start = {}) {
        output_ += process_.readAll();
        QStringList lines;
        const qsizetype whole = output_.lastIndexOf('\n'); // a line cut short by a kill was not told
        for (const QByteArray& line : output_.left(whole < 0 ? 0 : whole).split('\n'))
            if (line.startsWith("> ") && QString::fromUtf8(line.mid(2)).startsWith(start))
                lines << QString::fromUtf8(line.mid(2));
        return lines;
    }
    QByteArray output() {
        told();
        return output_;
    }
    int exitCode() const { return process_.exitStatus() == QProcess::NormalExit ? process_.exitCode() : -1; }

private:
    QProcess process_;
    QByteArray output_;
};

} // namespace stillhouse::tests
