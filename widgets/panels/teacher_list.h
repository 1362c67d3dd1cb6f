// SPDX-License-Identifier: GPL-3.0-or-later
// The experiment's teachers: how much each counts, for which sources it speaks, and whether it has the student's tokens.
#pragma once
#include "core/api/experiment.h"
#include "core/api/tokens.h"

#include <QWidget>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

class QLabel;
class QPushButton;
class QTableWidget;
class QToolButton;

namespace stillhouse::widgets {

class Session;

class TeacherList : public QWidget {
    Q_OBJECT
public:
    explicit TeacherList(Session& session, QWidget* parent = nullptr);

    int current() const { return current_; } ///< −1: none
    void select(int index);
    QTableWidget* table() const { return table_; }

Q_SIGNALS:
    void chosen(int index);
    void addFolderRequested();
    void addEndpointRequested();

protected:
    void changeEvent(QEvent* event) override;

private:
    enum Column { Name, Weight, Sources, Tokens, Remove, ColumnCount };
    void makeTable();
    void follow();
    void rebuild();
    void fillRow(int row);
    static QString nameOf(const TeacherSpec& teacher);
    QWidget* weightField(int row);
    QWidget* sourceButton(int row);
    QWidget* removeButton(int row);
    void setSource(int row, const std::string& source, bool on);
    void remove(int row);
    void change(const std::function<void(Experiment&)>& edit);
    void loadSources();
    void compareTokens();
    QString tokensText(int row) const;
    QString sourcesText(const TeacherSpec& teacher) const;
    void retranslate();

    Session& session_;
    std::vector<TeacherSpec> teachers_; ///< as shown
    std::vector<std::optional<Result<TokenAgreement>>> agreements_;
    std::string compared_; ///< paths that agreements_ speaks of
    std::map<std::string, std::int64_t> sources_;
    int current_ = -1;
    QLabel *title_, *hint_;
    QTableWidget* table_;
    QPushButton *addFolder_, *addEndpoint_;
};

} // namespace stillhouse::widgets
