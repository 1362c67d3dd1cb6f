// SPDX-License-Identifier: GPL-3.0-or-later
// Widgets in reading order, as wide as they want to be; a line that is full is followed by another. For buttons whose number and words the user's data decide.
#pragma once
#include <QLayout>
#include <memory>
#include <vector>

namespace stillhouse::widgets {

class FlowLayout : public QLayout {
    Q_OBJECT
public:
    explicit FlowLayout(QWidget* parent);
    ~FlowLayout() override;

    void addItem(QLayoutItem* item) override;
    int count() const override;
    QLayoutItem* itemAt(int index) const override;
    QLayoutItem* takeAt(int index) override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override; ///< everything on one line
    QSize minimumSize() const override; ///< room for the widest of them
    Qt::Orientations expandingDirections() const override { return {}; }
    void setGeometry(const QRect& rect) override;

private:
    /// Lines of `width`: calls place(item, where) for each visible item; returns the height.
    template <class Place>
    int flow(int width, Place place) const;
    std::vector<std::unique_ptr<QLayoutItem>> items_;
};

} // namespace stillhouse::widgets
