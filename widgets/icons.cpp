// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/icons.h"

#include "widgets/theme.h"

#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QSvgRenderer>

namespace stillhouse::widgets {

namespace {

QByteArray source(const QString& name, const QColor& color) {
    QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return file.readAll().replace("currentColor", color.name().toUtf8());
}

// Recolours at paint time, so that one QIcon stays right when the theme changes under it.
class Engine : public QIconEngine {
public:
    Engine(QString name, QString token) : name_(std::move(name)), token_(std::move(token)) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override {
        QSvgRenderer renderer(source(name_, colorFor(mode, state)));
        renderer.setAspectRatioMode(Qt::KeepAspectRatio);
        renderer.render(painter, rect);
    }
    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(0, 0), size), mode, state);
        return pixmap;
    }
    QIconEngine* clone() const override { return new Engine(*this); }

private:
    QColor colorFor(QIcon::Mode mode, QIcon::State state) const {
        if (mode == QIcon::Disabled)
            return theme().color(QStringLiteral("disabled"));
        if (!token_.isEmpty())
            return theme().color(token_);
        return theme().color(state == QIcon::On ? QStringLiteral("accent") : QStringLiteral("text"));
    }

    QString name_, token_;
};

} // namespace

QIcon icon(const QString& name) { return QIcon(new Engine(name, {})); }

QIcon icon(const QString& name, const QString& token) { return QIcon(new Engine(name, token)); }

QPixmap iconPixmap(const QString& name, int size, const QColor& color, qreal ratio) {
    QPixmap pixmap(QSize(size, size) * ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    QSvgRenderer(source(name, color)).render(&painter, QRectF(0, 0, size * ratio, size * ratio));
    painter.end();
    pixmap.setDevicePixelRatio(ratio);
    return pixmap;
}

} // namespace stillhouse::widgets
