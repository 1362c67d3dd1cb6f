// SPDX-License-Identifier: GPL-3.0-or-later
// A list to choose from whose names may be longer than the box: they are cut in the middle, because runs and files differ at their ends,
// and whole in the open list as far as the screen goes. UI thread.
#pragma once
#include <QComboBox>

namespace stillhouse::widgets {

class ElidingBox : public QComboBox {
    Q_OBJECT
public:
    /// `characters`: the least that is seen of a name.
    ElidingBox(int characters, QWidget* parent);
    void showPopup() override;
    QString shownText() const; ///< the current name as far as it fits

protected:
    void paintEvent(QPaintEvent* event) override;
};

} // namespace stillhouse::widgets
