// SPDX-License-Identifier: GPL-3.0-or-later
// A few headline numbers side by side: a caption over each value.
#pragma once
#include <QWidget>
#include <vector>

class QGridLayout;

namespace stillhouse::widgets {

struct Fact {
    QString name, value, tip;
    const char* icon = nullptr;  ///< name in resources/icons, before the value
    const char* token = "text";  ///< colour of icon and value
};

class FactRow : public QWidget {
    Q_OBJECT
public:
    explicit FactRow(int perRow, QWidget* parent = nullptr);
    void setFacts(const std::vector<Fact>& facts);

private:
    int perRow_;
    std::vector<Fact> facts_;
    QGridLayout* grid_;
};

} // namespace stillhouse::widgets
