// SPDX-License-Identifier: GPL-3.0-or-later
// The stages of one strategy in their order: a tick switches one off, dragging or Alt+arrows reorders, *Add* offers the rest.
#pragma once
#include "core/api/engine.h"

#include <QWidget>
#include <vector>

class QListWidget;
class QMenu;
class QPushButton;
class QToolButton;

namespace stillhouse::widgets {

class StageList : public QWidget {
    Q_OBJECT
public:
    StageList(QString lane, QWidget* parent = nullptr);

    void setMethods(const std::vector<MethodSpec>& methods);
    /// Replaces the list, keeps the selection by position; emits nothing.
    void setStages(const std::vector<StageSpec>& stages);
    const std::vector<StageSpec>& stages() const { return stages_; }
    void setEstimates(const std::vector<StageEstimate>& estimates); ///< of this lane, in the order of the stages that run
    int current() const;                                            ///< −1: none selected
    void select(int index);

Q_SIGNALS:
    void selected(int index);
    void edited(); ///< order, tick, added, removed: read stages()

protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* object, QEvent* event) override;

private:
    void rebuild();
    void move(int by);
    void add(const std::string& id);
    void remove();
    void takeOrder();
    void fillMenu();
    void updateButtons();
    void retranslate();
    QString title(const StageSpec& stage) const;
    bool isQuantizer(const std::string& id) const;

    QString lane_;
    std::vector<MethodSpec> methods_;
    std::vector<StageSpec> stages_;
    std::vector<double> seconds_;
    QListWidget* list_;
    QMenu* menu_;
    QPushButton* add_;
    QToolButton *up_, *down_, *remove_;
};

} // namespace stillhouse::widgets
