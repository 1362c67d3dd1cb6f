// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/start_up.h"

#include "app/main_window.h"

#include <QEvent>
#include <QFile>
#include <QRegularExpression>
#include <QTimer>
#include <cstdio>
#include <ctime>
#include <unistd.h>

namespace stillhouse::app {

namespace {

// Field 22 of /proc/self/stat, the second behind the name in brackets being field 3, is the start in ticks of the clock that /proc/uptime shows.
double startedSeconds() {
    QFile stat(QStringLiteral("/proc/self/stat"));
    if (!stat.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray line = stat.readAll();
    return line.mid(line.lastIndexOf(')') + 2).split(' ').value(19).toDouble() / double(sysconf(_SC_CLK_TCK));
}

double sinceStartMs() {
    timespec now{};
    clock_gettime(CLOCK_BOOTTIME, &now);
    return (double(now.tv_sec) + double(now.tv_nsec) / 1e9 - startedSeconds()) * 1000;
}

bool torchMapped() {
    QFile maps(QStringLiteral("/proc/self/maps"));
    return maps.open(QIODevice::ReadOnly) && maps.readAll().contains("libtorch");
}

class StartUp : public QObject {
public:
    explicit StartUp(MainWindow& window) : QObject(&window), window_(window) { window.installEventFilter(this); }

protected:
    bool eventFilter(QObject*, QEvent* event) override {
        if (event->type() == QEvent::Paint && !painted_) {
            painted_ = true;
            QTimer::singleShot(0, this, [this] { tell(); }); // the next turn of the event loop: it would take a click
        }
        return false;
    }

private:
    void tell() {
        const auto pages = window_.findChildren<QWidget*>(QRegularExpression(QStringLiteral("^panel\\."))).size();
        std::printf("window %.0f ms, pages %d, LibTorch %s\n", sinceStartMs(), int(pages), torchMapped() ? "mapped" : "no");
        std::fflush(stdout);
    }

    MainWindow& window_;
    bool painted_ = false;
};

} // namespace

void reportStartUp(MainWindow& window) {
    new StartUp(window);
    const auto end = [&window](const char* what) {
        std::printf("%s %.0f ms\n", what, sinceStartMs());
        std::fflush(stdout);
        window.close();
    };
    QObject::connect(&window.session(), &widgets::Session::engineArrived, &window, [end] { end("engine"); });
    QObject::connect(&window.session(), &widgets::Session::engineFailed, &window, [end] { end("no engine"); });
}

} // namespace stillhouse::app
