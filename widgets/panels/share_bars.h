// SPDX-License-Identifier: GPL-3.0-or-later
// A short list of named shares: name, bar, number. For class balance, splits and the answer to a probe. A click names the row.
#pragma once
#include <QString>
#include <QWidget>
#include <string>
#include <vector>

namespace stillhouse::widgets {

struct Share {
    QString key;    ///< what a click gives
    QString name;   ///< what is shown
    double value = 0;
    QString number; ///< "3,873 · 81 %"
    std::string token = "accent";
};

class ShareBars : public QWidget {
    Q_OBJECT
public:
    explicit ShareBars(QWidget* parent = nullptr);

    /// Bars are drawn against `full`; 0: against the largest.
    void setShares(std::vector<Share> shares, double full = 0);
    const std::vector<Share>& shares() const { return shares_; }
    void setClickable(bool clickable);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void clicked(const QString& key);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    int rowAt(const QPoint& point) const;
    void paintRow(class QPainter& painter, const QRect& area, const Share& share, bool marked) const;

    std::vector<Share> shares_;
    double full_ = 1;
    bool clickable_ = false;
    int hover_ = -1, current_ = 0;
};

} // namespace stillhouse::widgets
