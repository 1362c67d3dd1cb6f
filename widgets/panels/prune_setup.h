// SPDX-License-Identifier: GPL-3.0-or-later
// Which model, by which measure, and what happens with the plan: the left column of the Pruning page.
#pragma once
#include "core/api/engine.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QPushButton;

namespace stillhouse::widgets {

class JobProgress;
class ModelChooser;
class NumberField;
class PathField;
class Session;

class PruneSetup : public QWidget {
    Q_OBJECT
public:
    enum class Job { None, Importance, Prune };
    enum class Method { Heads, Ffn };

    explicit PruneSetup(Session& session, QWidget* parent = nullptr);

    /// Model, data and what importance needs; `out` and the plan's options are added by whoever prunes.
    PruneModelRequest request() const;
    std::int64_t rounds() const;
    void setMethod(Method method); ///< what the tab on the right is about
    Method method() const { return method_; }
    void setJob(Job job);
    void setPlanned(bool planned); ///< there is a table and a plan that removes something
    bool setError(const Error& error);
    ModelChooser* chooser() const { return chooser_; }
    QComboBox* measure() const { return measure_; }
    QCheckBox* channels() const { return channels_; }
    NumberField* recoverSteps() const { return steps_; }
    PathField* output() const { return output_; }
    QPushButton* computeButton() const { return compute_; }
    QPushButton* pruneButton() const { return prune_; }
    QPushButton* useButton() const { return use_; }
    JobProgress* progress() const { return progress_; }

Q_SIGNALS:
    void computeRequested();
    void pruneRequested();
    void useRequested(); ///< put the plan into the method's strategy
    void cancelRequested();

protected:
    void changeEvent(QEvent* event) override;

private:
    QWidget* makeForm();
    void fillMeasures();
    void suggest();
    void update();
    void retranslate();

    Session& session_;
    Job job_ = Job::None;
    Method method_ = Method::Heads;
    bool planned_ = false;
    ModelChooser* chooser_;
    QLabel *data_, *measureLabel_, *roundsLabel_, *stepsLabel_, *note_;
    QComboBox* measure_;
    QCheckBox* channels_;
    NumberField *rounds_, *steps_;
    PathField* output_;
    QPushButton *compute_, *prune_, *use_;
    JobProgress* progress_;
};

} // namespace stillhouse::widgets
