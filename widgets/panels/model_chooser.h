// SPDX-License-Identifier: GPL-3.0-or-later
// Which model a page works on: one of the project's, or any from a dialog or dropped on the page.
#pragma once
#include "widgets/panels/model_sources.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QMimeData;
class QPushButton;

namespace stillhouse::widgets {

class Session;

class ModelChooser : public QWidget {
    Q_OBJECT
public:
    /// `files`: packed native and GGUF files may be chosen too, not only model folders.
    ModelChooser(Session& session, bool files, QWidget* parent = nullptr);

    QString path() const; ///< empty: none
    /// Short, for file names: "teacher-small", "first-run-A".
    QString slug() const;
    std::string token() const; ///< colour of the model in plots: "A", "B", "teacher", "baseline"
    QString shownName() const;
    /// Takes a model from outside the project's list.
    void setPath(const QString& path);
    bool accepts(const QMimeData* data) const;
    void take(const QMimeData* data);
    /// In place of "Model", for pages with more than one chooser.
    void setLabel(const QString& label);
    /// Nothing is chosen by itself but a student of a run, the newest first.
    void preferStudents();
    /// The button is an icon alone: the room is for the name.
    void setCompact();
    void reload();
    int count() const { return int(sources_.size()); }
    bool loading() const { return loading_; }
    void chooseFolder();
    void chooseFile();

Q_SIGNALS:
    void chosen(const QString& path); ///< also "" when none is left
    void failed(const stillhouse::Error& error);

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void fill(const QString& keep);
    QString nameOf(const ModelSource& source) const;
    void announce();
    void retranslate();
    const ModelSource* current() const;

    Session& session_;
    bool files_, loading_ = false, students_ = false, compact_ = false;
    QString name_;
    std::vector<ModelSource> sources_;
    QString announced_;
    QLabel* label_;
    QComboBox* box_;
    QPushButton* open_;
};

} // namespace stillhouse::widgets
